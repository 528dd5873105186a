package dev.hutch.cli;

/** What the words of a verb are, for who completes them. */
enum Words {
  NONE,
  BOX,
  BOXES,
  BOX_AND_COMMANDS,
  IMAGE,
  COPY,
  SHELL;

  static Words of(String verb) {
    return switch (verb) {
      case "run", "create" -> IMAGE;
      case "start", "stop", "restart", "kill", "rm", "inspect", "wait", "stats" -> BOXES;
      case "exec", "jobs", "top", "rename", "forward" -> BOX;
      case "attach", "logs", "forget" -> BOX_AND_COMMANDS;
      case "cp" -> COPY;
      case "completion" -> SHELL;
      default -> NONE;
    };
  }

  /** The values that an option may have; none where they cannot be listed. */
  static String values(String option) {
    return switch (option) {
      case "--format" -> "table json";
      case "--engine" -> "auto libkrun emulated";
      default -> "";
    };
  }

  /** Whether the value of an option is a path. */
  static boolean isPath(String option) {
    return option.equals("--home") || option.startsWith("--libkrun");
  }
}
