package dev.hutch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A command being changed. */
final class CommandDraft {
  List<String> arguments;
  Map<String, String> environment;
  boolean cleanEnvironment;
  String workdir;
  String user;
  Optional<TerminalSize> terminal;
  List<Rlimit> limits;
  int nice;
  boolean mergeStderr;
  boolean detach;
  Stdin stdin;
  Duration timeout;
  Duration grace;
  MemorySize outputLimit;

  CommandDraft(Command from) {
    arguments = from.arguments();
    environment = from.environment();
    cleanEnvironment = from.cleanEnvironment();
    workdir = from.workdir();
    user = from.user();
    terminal = from.terminal();
    limits = from.limits();
    nice = from.nice();
    mergeStderr = from.mergeStderr();
    detach = from.detach();
    stdin = from.stdin();
    timeout = from.timeout();
    grace = from.grace();
    outputLimit = from.outputLimit();
  }

  Command done() {
    return new Command(
        arguments,
        environment,
        cleanEnvironment,
        workdir,
        user,
        terminal,
        limits,
        nice,
        mergeStderr,
        detach,
        stdin,
        timeout,
        grace,
        outputLimit);
  }
}
