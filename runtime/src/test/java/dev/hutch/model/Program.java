package dev.hutch.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A program that both sides have.
 *
 * @param arguments its command line
 * @param greeting what it writes first on stdout, when it is ready to be signalled
 * @param stdout whether it writes its input there
 * @param stderr whether it writes its input there
 * @param ends whether it ends by itself, without end-of-file
 * @param bulk whether it writes more than pipes hold
 * @param endsAtTerm whether SIGTERM ends it
 */
record Program(
    List<String> arguments,
    String greeting,
    boolean stdout,
    boolean stderr,
    boolean ends,
    boolean bulk,
    boolean endsAtTerm) {
  private static final String MISSING = "no-such-program";

  /** Without those that whoever started the build may have had ignored: HUP, INT, QUIT, PIPE. */
  private static final int[] FATAL = {4, 6, 8, 9, 11, 14, 15, 24};

  /** Whether there is such a program. */
  boolean exists() {
    return !isMissing(arguments);
  }

  static boolean isMissing(List<String> arguments) {
    return arguments.getFirst().equals(MISSING);
  }

  /** Whether it reads its input. */
  boolean reads() {
    return stdout || stderr;
  }

  /** Whether nobody would be hurt by the end of its stderr. */
  boolean isSilentOnStderr() {
    return reads() && !stderr && !arguments.getLast().contains(">&2");
  }

  static Program any(Random random) {
    return switch (random.nextInt(13)) {
      case 0 -> reader(true, false, "cat");
      case 1 -> reader(false, true, "sh", "-c", "exec cat >&2");
      case 2 -> reader(true, true, "tee", "/dev/stderr");
      case 3 -> reader(true, false, "sh", "-c", "cat; echo done; echo also >&2; exit 9");
      case 4 -> stubborn();
      case 5 ->
          waiting(
              "exec 2>/dev/null; trap 'echo T; exit 7' TERM; echo ready; while :; do sleep 0.02; done");
      case 6 -> waiting("exec 0<&-; echo ready; exec sleep 1000");
      case 7 -> ending("sh", "-c", "exit " + random.nextInt(256));
      case 8 -> ending("sh", "-c", "kill -" + FATAL[random.nextInt(FATAL.length)] + " $$; sleep 9");
      case 9 -> printing(random);
      case 10, 11 -> bulk(random);
      default -> ending(MISSING);
    };
  }

  private static Program reader(boolean stdout, boolean stderr, String... arguments) {
    return new Program(List.of(arguments), "", stdout, stderr, false, false, true);
  }

  private static Program waiting(String line) {
    return new Program(List.of("sh", "-c", line), "ready\n", false, false, false, false, true);
  }

  private static Program ending(String... arguments) {
    return new Program(List.of(arguments), "", false, false, true, false, true);
  }

  private static Program stubborn() {
    List<String> arguments = List.of("sh", "-c", "trap '' TERM; echo ready; cat; exit 5");
    return new Program(arguments, "ready\n", true, false, false, false, false);
  }

  private static Program printing(Random random) {
    List<String> arguments = new ArrayList<>(List.of("sh", "-c", "printf '%s|' \"$@\"", "name"));
    for (int i = random.nextInt(20); i > 0; i--) {
      StringBuilder argument = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        argument.append((char) (1 + random.nextInt(127)));
      }
      arguments.add(argument.toString());
    }
    return ending(arguments.toArray(String[]::new));
  }

  private static Program bulk(Random random) {
    String line =
        String.format(
            "head -c %d /dev/zero & head -c %d /dev/zero >&2; wait; exit %d",
            random.nextInt(3_000_000), random.nextInt(3_000_000), random.nextInt(256));
    return new Program(List.of("sh", "-c", line), "", false, false, true, true, true);
  }

  @Override
  public String toString() {
    return String.join(" ", arguments).replaceAll("\\p{Cntrl}", "?");
  }
}
