package dev.hutch;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a {@link Command} must be. */
final class CommandRules {
  private static final int MIN_NICE = -20;
  private static final int MAX_NICE = 19;

  private CommandRules() {}

  static void checkArguments(List<String> arguments) {
    if (arguments.isEmpty() || arguments.getFirst().isEmpty()) {
      throw new InvalidSpecException("the command names no program");
    }
    for (String argument : arguments) {
      requireNoNul("an argument", argument);
    }
  }

  static void checkEnvironment(Map<String, String> environment) {
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      requireNoNul("a variable's name", variable.getKey());
      requireNoNul("the variable " + variable.getKey(), variable.getValue());
      if (variable.getKey().isEmpty() || variable.getKey().indexOf('=') >= 0) {
        throw new InvalidSpecException(
            "'" + Printable.text(variable.getKey()) + "' cannot be the name of a variable");
      }
    }
  }

  static void checkWorkdir(String workdir) {
    requireNoNul("the working directory", workdir);
    if (!workdir.startsWith("/")) {
      throw new InvalidSpecException(
          "the working directory '" + Printable.text(workdir) + "' is not absolute");
    }
  }

  static void checkUser(String user) {
    requireNoNul("the user", user);
    int colon = user.indexOf(':');
    boolean badGroup =
        colon == 0 || colon == user.length() - 1 || user.indexOf(':', colon + 1) > colon;
    if (colon >= 0 && badGroup) {
      throw new InvalidSpecException(
          "the user '" + Printable.text(user) + "' is not NAME or NAME:GROUP");
    }
  }

  static void checkLimits(List<Rlimit> limits) {
    Set<Rlimit.Resource> seen = EnumSet.noneOf(Rlimit.Resource.class);
    for (Rlimit limit : limits) {
      if (!seen.add(limit.resource())) {
        throw new InvalidSpecException("there are two limits of " + limit.resource());
      }
    }
  }

  static void checkNice(int nice) {
    if (nice < MIN_NICE || nice > MAX_NICE) {
      throw new InvalidSpecException(
          "the niceness is " + nice + ", but must be " + MIN_NICE + " to " + MAX_NICE);
    }
  }

  static void checkTimes(Duration timeout, Duration grace) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new InvalidSpecException("the timeout is " + timeout + ", but must be positive");
    }
    if (grace.isNegative()) {
      throw new InvalidSpecException("the grace is " + grace + ", but must not be negative");
    }
  }

  static void checkOutputLimit(MemorySize limit) {
    if (limit.compareTo(MemorySize.gib(1)) > 0) {
      throw new InvalidSpecException(
          "the output limit is " + limit + ", but must be at most 1 GiB; stream it instead");
    }
  }

  private static void requireNoNul(String what, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new InvalidSpecException(what + " has a NUL character: '" + Printable.text(text) + "'");
    }
  }
}
