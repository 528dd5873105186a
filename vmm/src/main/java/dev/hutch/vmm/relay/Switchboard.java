package dev.hutch.vmm.relay;

import dev.hutch.agent.protocol.Failed;
import dev.hutch.agent.protocol.FrameAssembler;
import dev.hutch.agent.protocol.FrameHeader;
import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Hello;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.agent.protocol.ProtocolException;
import dev.hutch.bindings.posix.Errno;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides for each frame whether its sender may send it and where it goes. A {@link
 * ProtocolException} out of a method for the agent's frames is the guest's violation; one out of a
 * method for a client's frames is that client's.
 */
final class Switchboard {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private static final Failed BUSY =
      new Failed(
          Errno.EAGAIN,
          Failed.STEP_RELAY,
          "all " + Protocol.MAX_CHANNELS + " channels of the box are in use");

  private final Wire wire;
  private final GuestLink link;
  private final long resetNanos;
  private final ChannelTable channels = new ChannelTable();
  private @Nullable String owed;

  Switchboard(Wire wire, GuestLink link, Duration resetTimeout) {
    this.wire = wire;
    this.link = link;
    this.resetNanos = resetTimeout.toNanos();
  }

  /** What the guest has left undone for too long, or null if nothing; found by a client's OPEN. */
  @Nullable String owed() {
    return owed;
  }

  /**
   * Handles the agent's current frame.
   *
   * @return the greeting if it is one, else null
   */
  @Nullable Hello fromAgent() {
    FrameAssembler frames = link.frames();
    int type = frames.type();
    if (type == FrameType.HELLO) {
      if (link.isGreeted()) {
        throw new ProtocolException("HELLO twice");
      }
      return Hello.decode(frames.buffer(), frames.payloadOffset(), frames.payloadLength());
    }
    if (type == FrameType.FAULT) {
      throw new ProtocolException(
          "the agent gave up: "
              + Frames.faultMessage(
                  frames.buffer(), frames.payloadOffset(), frames.payloadLength()));
    }
    if (!link.isGreeted()) {
      throw new ProtocolException("a frame of type " + type + " before HELLO");
    }
    Channel channel = channels.get(frames.channel());
    if (channel == null) {
      throw new ProtocolException(
          "a frame of type " + type + " on channel " + frames.channel() + ", which is free");
    }
    toClient(channel, frames);
    return null;
  }

  private void toClient(Channel channel, FrameAssembler frames) {
    int type = frames.type();
    int credit =
        type == FrameType.CREDIT ? Frames.creditBytes(frames.buffer(), frames.payloadOffset()) : 0;
    channel.fromAgent(type, frames.stream(), frames.frameLength(), credit);
    Client client = channel.client();
    if (client != null && type == FrameType.CREDIT) {
      client.sendCredit(credit);
    } else if (client != null) {
      client.send(wire, frames.buffer(), frames.frameOffset(), frames.frameLength());
      if (type == FrameType.KEPT) {
        client.sentKept();
      } else if (channel.isFinished()) {
        // Nobody waits for it: the guest is not woken for its sake.
        link.sendWithNext(Frames.empty(FrameType.RESET, channel.id(), 0));
        client.finish();
      }
    }
    if (type == FrameType.CLOSED || channel.isFinished()) {
      channels.close(channel);
    }
  }

  /** Handles a client's current frame. */
  void fromClient(Client client, ClientFrames frames) {
    int type = frames.type();
    if (frames.channel() != Protocol.CLIENT_CHANNEL || type == FrameType.RESET) {
      throw new ProtocolException("type " + type + " on channel " + frames.channel());
    }
    Channel channel = client.channel();
    if (type == FrameType.OPEN) {
      if (channel != null) {
        throw new ProtocolException("OPEN twice");
      }
      channel = open(client);
    } else if (channel == null) {
      throw new ProtocolException("a frame of type " + type + " before OPEN");
    } else {
      int credit = 0;
      if (type == FrameType.CREDIT) {
        credit = Frames.creditBytes(frames.buffer(), frames.offset() + Protocol.HEADER_BYTES);
        client.notedCredit(credit);
      } else if (type == FrameType.KEEP) {
        client.notedKeep();
      }
      channel.fromClient(type, frames.stream(), frames.length(), credit);
    }
    if (channel != null) {
      FrameHeader.setChannel(frames.buffer(), frames.offset(), channel.id());
      link.send(frames.buffer(), frames.offset(), frames.length());
    }
  }

  private @Nullable Channel open(Client client) {
    Channel channel = channels.open(client);
    if (channel == null) {
      owed = owed == null ? owedReset() : owed;
      client.refuse(owed == null ? BUSY.encode() : hasFailed(owed));
      return null;
    }
    client.attach(channel);
    return channel;
  }

  private @Nullable String owedReset() {
    long now = System.nanoTime();
    Channel channel = channels.longestReset(now);
    return channel == null || channel.resetFor(now) < resetNanos
        ? null
        : "channel "
            + channel.id()
            + ": no answer to RESET for "
            + channel.resetFor(now) / NANOS_PER_SECOND
            + " s, and no channel is free";
  }

  /** What clients are told when the box has failed. */
  static byte[] hasFailed(String why) {
    return new Failed(Errno.EIO, Failed.STEP_RELAY, "the box has failed: " + why).encode();
  }

  /** Ends the operation of a client that has gone. */
  void left(Client client) {
    Channel channel = client.channel();
    if (channel != null) {
      reset(channel);
    }
  }

  private void reset(Channel channel) {
    channel.reset();
    link.send(Frames.empty(FrameType.RESET, channel.id(), 0));
  }
}
