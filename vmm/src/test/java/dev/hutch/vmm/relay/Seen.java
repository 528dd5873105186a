package dev.hutch.vmm.relay;

import dev.hutch.agent.protocol.FrameAssembler;
import java.util.Arrays;

/** A frame that has arrived at one of a relay's ends. */
public final class Seen {
  private final int type;
  private final int channel;
  private final int stream;
  private final byte[] payload;

  Seen(FrameAssembler frames) {
    type = frames.type();
    channel = frames.channel();
    stream = frames.stream();
    payload =
        Arrays.copyOfRange(
            frames.buffer(),
            frames.payloadOffset(),
            frames.payloadOffset() + frames.payloadLength());
  }

  public int type() {
    return type;
  }

  public int channel() {
    return channel;
  }

  int stream() {
    return stream;
  }

  byte[] payload() {
    return payload;
  }

  @Override
  public String toString() {
    return "type "
        + type
        + " channel "
        + channel
        + " stream "
        + stream
        + " length "
        + payload.length;
  }
}
