package dev.hutch.agent.client;

import dev.hutch.agent.protocol.AttachRequest;
import dev.hutch.agent.protocol.ConnectRequest;
import dev.hutch.agent.protocol.ExecOptions;
import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Operation;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.agent.protocol.ResourceLimit;
import dev.hutch.agent.protocol.ResourceLimit.Resource;
import dev.hutch.agent.protocol.TerminalSize;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a host might send that keeps the order of things but not their contents: payloads are often
 * changed, which should cost a channel, headers seldom, which should cost the link.
 */
final class MutatedFrames {
  private static final int FIXED_PART_OF_A_REQUEST = 16;

  private final SplittableRandom random;
  private final int server;
  private final List<Integer> open = new ArrayList<>();
  private int lastChannel;

  /** With connections to this port. */
  MutatedFrames(long seed, int server) {
    this.server = server;
    random = new SplittableRandom(seed);
  }

  byte[] next() {
    byte[] frame = open.isEmpty() || random.nextInt(10) == 0 ? opening() : another();
    if (random.nextInt(1_000) == 0) {
      frame[random.nextInt(Protocol.HEADER_BYTES)] = (byte) random.nextInt();
    }
    return frame;
  }

  private byte[] opening() {
    lastChannel = lastChannel % Protocol.MAX_CHANNELS + 1;
    open.add(lastChannel);
    byte[] request = random.nextInt(4) == 0 ? otherRequest() : execRequest();
    int changes = random.nextInt(2) * random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(request.length);
      // A user other than ours fails in a boring way; the flags and strings do not.
      boolean user = at >= 4 && at < FIXED_PART_OF_A_REQUEST - 4 && request[1] == Operation.EXEC;
      request[at] = user ? request[at] : (byte) random.nextInt();
    }
    return Frames.frame(FrameType.OPEN, lastChannel, 0, request);
  }

  private byte[] otherRequest() {
    if (random.nextInt(3) == 0) {
      return ConnectRequest.encode(random.nextBoolean() ? server : random.nextInt(1, 65_536));
    }
    if (random.nextBoolean()) {
      return Operation.encode(random.nextBoolean() ? Operation.COMMANDS : Operation.STATS);
    }
    return new AttachRequest(
            random.nextInt(1, 9),
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextInt(70) * 900)
        .encode();
  }

  private byte[] execRequest() {
    return RealAgent.request("sh", "-c", "cat; exit 1").with(options()).encode();
  }

  private ExecOptions options() {
    ExecOptions options = ExecOptions.NONE;
    if (random.nextInt(3) == 0) {
      options = options.withTerminal(new TerminalSize(random.nextInt(9), random.nextInt(9)));
    }
    if (random.nextInt(4) == 0) {
      options = options.withUser(random.nextBoolean() ? "root" : "0:nogroup");
    }
    if (random.nextInt(4) == 0) {
      options = options.withLimits(List.of(ResourceLimit.of(Resource.CORE, 1)));
    }
    return options.withKeep(random.nextInt(3) == 0);
  }

  private byte[] another() {
    int channel = open.get(random.nextInt(open.size()));
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3 ->
          Frames.frame(FrameType.DATA, channel, 0, new byte[random.nextInt(1, 30_000)]);
      case 4 -> Frames.empty(FrameType.END, channel, 0);
      case 5 -> Frames.credit(channel, 1 + random.nextInt(2), random.nextInt(1, 1_000));
      case 6 -> Frames.signal(channel, random.nextInt(1, 65));
      case 7 -> Frames.resize(channel, new TerminalSize(random.nextInt(300), 7));
      case 8 -> Frames.empty(FrameType.KEEP, channel, 0);
      default -> {
        open.remove(Integer.valueOf(channel));
        yield Frames.empty(FrameType.RESET, channel, 0);
      }
    };
  }
}
