package dev.hutch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Random things done to a file by a channel, and what came of each. */
final class ChannelSteps {
  private static final int MOST_STEPS = 12;
  private static final int FAR = 200_000;

  private static final Set<StandardOpenOption> COMMON =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);

  private final Path file;
  private final Random random;

  ChannelSteps(Path file, Random random) {
    this.file = file;
    this.random = random;
  }

  List<String> run() throws IOException {
    Set<OpenOption> options = new HashSet<>();
    for (StandardOpenOption option : StandardOpenOption.values()) {
      if (random.nextInt(COMMON.contains(option) ? 2 : 6) == 0) {
        options.add(option);
      }
    }
    if (random.nextInt(6) == 0) {
      options.add(LinkOption.NOFOLLOW_LINKS);
    }
    List<String> outcomes = new ArrayList<>();
    outcomes.add(options.size() + " options");
    SeekableByteChannel channel = Files.newByteChannel(file, options);
    try (channel) {
      for (int i = random.nextInt(MOST_STEPS); i > 0; i--) {
        outcomes.add(outcome(channel));
      }
    }
    outcomes.add(outcome(channel));
    outcomes.add("open " + channel.isOpen());
    return outcomes;
  }

  private String outcome(SeekableByteChannel channel) {
    int kind = random.nextInt(7);
    try {
      return kind + " " + step(kind, channel);
    } catch (IOException e) {
      return kind + " " + e.getClass().getName() + " " + e.getMessage();
    } catch (RuntimeException e) {
      return kind + " " + e.getClass().getName();
    }
  }

  private Object step(int kind, SeekableByteChannel channel) throws IOException {
    return switch (kind) {
      case 0, 1 -> read(channel);
      case 2, 3 -> write(channel);
      case 4 -> channel.position(length() - 1).position();
      case 5 -> channel.truncate(length() - 1).size();
      default -> channel.position() + " of " + channel.size();
    };
  }

  private String read(SeekableByteChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length());
    int count = channel.read(bytes);
    byte[] got = new byte[bytes.position()];
    bytes.flip().get(got);
    return count + " " + FileSteps.hash(got) + " at " + channel.position();
  }

  private String write(SeekableByteChannel channel) throws IOException {
    byte[] content = new byte[length()];
    random.nextBytes(content);
    ByteBuffer bytes =
        random.nextBoolean()
            ? ByteBuffer.wrap(content).asReadOnlyBuffer()
            : ByteBuffer.allocateDirect(content.length).put(content).flip();
    int count = channel.write(bytes);
    return count + " left " + bytes.remaining() + " at " + channel.position();
  }

  private int length() {
    return random.nextInt(5) == 0 ? random.nextInt(FAR) : random.nextInt(200);
  }
}
