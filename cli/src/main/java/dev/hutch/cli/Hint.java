package dev.hutch.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What was probably meant. */
final class Hint {
  private static final int MOST = 3;

  private Hint() {}

  /** What is wrong, in our words where the parser's say little. */
  static String what(ParameterException failure) {
    boolean verb =
        failure instanceof UnmatchedArgumentException unmatched
            && !unmatched.isUnknownOption()
            && failure.getCommandLine().getParent() == null;
    return verb
        ? "there is no verb '"
            + ((UnmatchedArgumentException) failure).getUnmatched().getFirst()
            + "'"
        : String.valueOf(failure.getMessage());
  }

  /** What was probably meant instead. */
  static Optional<String> of(ParameterException failure) {
    if (!(failure instanceof UnmatchedArgumentException unmatched)) {
      return Optional.empty();
    }
    List<String> near = unmatched.getSuggestions().stream().limit(MOST).toList();
    return near.isEmpty()
        ? Optional.empty()
        : Optional.of("did you mean " + String.join(" or ", near) + "?");
  }
}
