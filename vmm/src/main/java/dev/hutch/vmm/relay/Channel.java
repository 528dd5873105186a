package dev.hutch.vmm.relay;

import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.agent.protocol.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * One operation as the relay sees it: whose it is, and what each side may still send. It keeps
 * counting after RESET until the agent's last frame, for what was under way then is still held to
 * the rules.
 */
final class Channel {
  private final int id;
  private final int[] credit = new int[Protocol.STREAMS];
  private final boolean[] ended = new boolean[Protocol.STREAMS];
  private @Nullable Client client;
  private boolean resetting;
  private long resetAt;
  private boolean opened;
  private boolean inputRefused;
  private boolean finished;
  private boolean keepAsked;

  Channel(int id, Client client) {
    this.id = id;
    this.client = client;
    for (int stream = 0; stream < Protocol.STREAMS; stream++) {
      credit[stream] = Protocol.WINDOW;
    }
  }

  int id() {
    return id;
  }

  /** The client, or null once it has left. */
  @Nullable Client client() {
    return client;
  }

  /** Notes that RESET goes to the agent: nothing else may be sent on this channel from now on. */
  void reset() {
    resetting = true;
    resetAt = System.nanoTime();
    client = null;
  }

  /** Whether the agent has said EXIT or FAILED: its id is free as soon as RESET is on its way. */
  boolean isFinished() {
    return finished;
  }

  /** Whether the agent owes the answer to a RESET. */
  boolean isResetting() {
    return resetting;
  }

  /** For how many nanoseconds it has owed it. */
  long resetFor(long now) {
    return now - resetAt;
  }

  /**
   * Holds a frame of the agent against what it may send now.
   *
   * @throws ProtocolException if it may not send this
   */
  void fromAgent(int type, int stream, int frameBytes, int creditGiven) {
    if (type == FrameType.CLOSED) {
      require(resetting, "CLOSED without RESET");
      return;
    }
    switch (type) {
      case FrameType.OPENED -> {
        require(!opened, "OPENED twice");
        opened = true;
      }
      case FrameType.FAILED -> finished = true;
      case FrameType.EXIT -> {
        require(opened, "EXIT before OPENED");
        finished = true;
      }
      case FrameType.CREDIT -> give(stream, creditGiven);
      case FrameType.KEPT -> {
        require(opened && keepAsked, "KEPT that nobody asked for");
        keepAsked = false;
      }
      default -> {
        require(opened, "output before OPENED");
        if (stream == Protocol.STDIN) {
          refuseInput();
        } else {
          send(type, stream, frameBytes);
        }
      }
    }
  }

  /**
   * The agent's END of stdin is a word about the other direction: it may cross the client's own.
   */
  private void refuseInput() {
    require(!inputRefused, "stream 0 is refused twice");
    inputRefused = true;
  }

  /**
   * Holds a frame of the client against what it may send now.
   *
   * @throws ProtocolException if it may not send this
   */
  void fromClient(int type, int stream, int frameBytes, int creditGiven) {
    switch (type) {
      case FrameType.DATA, FrameType.END -> send(type, stream, frameBytes);
      case FrameType.CREDIT -> give(stream, creditGiven);
      case FrameType.SIGNAL, FrameType.RESIZE -> {}
      case FrameType.KEEP -> {
        require(!keepAsked, "KEEP again before KEPT");
        keepAsked = true;
      }
      default -> throw violation("a frame of type " + type);
    }
  }

  private void send(int type, int stream, int frameBytes) {
    require(!ended[stream], "stream " + stream + " goes on after its END");
    if (type == FrameType.END) {
      ended[stream] = true;
      return;
    }
    require(
        credit[stream] >= frameBytes,
        "a frame of " + frameBytes + " bytes with a credit of " + credit[stream]);
    credit[stream] -= frameBytes;
  }

  private void give(int stream, int bytes) {
    int sum = credit[stream] + bytes;
    require(sum <= Protocol.WINDOW, "credit of " + sum + " on stream " + stream);
    credit[stream] = sum;
  }

  private void require(boolean kept, String violation) {
    if (!kept) {
      throw violation(violation);
    }
  }

  private ProtocolException violation(String what) {
    return new ProtocolException("channel " + id + ": " + what);
  }
}
