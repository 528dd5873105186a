package dev.hutch.agent.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.protocol.FrameAssembler;
import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One end of a link or connection, frame by frame, with nothing that keeps the rules. */
final class RawHost implements AutoCloseable {
  /** A frame taken out of the stream. */
  static final class Frame {
    private final int type;
    private final int channel;
    private final int stream;
    private final byte[] payload;

    private Frame(FrameAssembler from) {
      type = from.type();
      channel = from.channel();
      stream = from.stream();
      int at = from.payloadOffset();
      payload = Arrays.copyOfRange(from.buffer(), at, at + from.payloadLength());
    }

    int type() {
      return type;
    }

    int channel() {
      return channel;
    }

    int stream() {
      return stream;
    }

    byte[] payload() {
      return payload;
    }
  }

  private final SocketChannel socket;
  private final FrameAssembler frames = FrameAssembler.fromAgent();

  RawHost(SocketChannel socket) {
    this.socket = socket;
  }

  SocketChannel socket() {
    return socket;
  }

  void send(byte[]... bytes) throws IOException {
    for (byte[] part : bytes) {
      ByteBuffer buffer = ByteBuffer.wrap(part);
      while (buffer.hasRemaining()) {
        socket.write(buffer);
      }
    }
  }

  void send(int type, int channel, int stream, byte[] payload) throws IOException {
    send(Frames.frame(type, channel, stream, payload));
  }

  void send(int type, int channel) throws IOException {
    send(Frames.empty(type, channel, 0));
  }

  /** The next frame. Fails at the end of the link. */
  Frame next() throws IOException {
    Frame frame = nextOrEnd();
    if (frame == null) {
      throw new AssertionError("the link ended");
    }
    return frame;
  }

  /** The next frame of this type; others before it are skipped. */
  Frame next(int type) throws IOException {
    Frame frame = next();
    while (frame.type() != type) {
      assertThat(frame.type()).as("FAULT").isNotEqualTo(FrameType.FAULT);
      frame = next();
    }
    return frame;
  }

  @Nullable Frame nextOrEnd() throws IOException {
    while (!frames.next()) {
      int got =
          socket.read(ByteBuffer.wrap(frames.buffer(), frames.writeOffset(), frames.writable()));
      if (got < 0) {
        return null;
      }
      frames.added(got);
    }
    return new Frame(frames);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
