package dev.hutch.cli;

import dev.hutch.BoxProcess;
import dev.hutch.TerminalSize;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The terminal of this process, handed over to one in a box: each key goes there as it is, and so
 * does each change of its size. Closing it restores what was; so does any end of this process that
 * runs code.
 */
final class RawTerminal implements AutoCloseable {
  private final BoxProcess process;
  private final String before;
  private final Thread restorer = new Thread(this::restore, "restore-terminal");
  private final Map<Signal, SignalHandler> handlers = new HashMap<>();
  private boolean raw;

  private RawTerminal(BoxProcess process, String before) {
    this.process = process;
    this.before = before;
  }

  /**
   * Hands the terminal over to a command that is on one.
   *
   * @param keys whether its keys are for the command; else its size alone
   * @param again whether it has had a terminal before
   */
  static RawTerminal of(BoxProcess process, boolean keys, boolean again) {
    Optional<String> before = keys ? Stty.settings() : Optional.empty();
    RawTerminal terminal = new RawTerminal(process, before.orElse(""));
    if (before.isPresent()) {
      Runtime.getRuntime().addShutdownHook(terminal.restorer);
      terminal.enter();
    }
    if (again) {
      terminal.repaint();
    }
    terminal.listen();
    return terminal;
  }

  @Override
  public void close() {
    handlers.forEach(Signal::handle);
    if (!before.isEmpty()) {
      restore();
      forgetRestorer();
    }
  }

  /** Lets a program that was left repaint its screen, by two changes of its size. */
  private void repaint() {
    TerminalSize size = Stty.size();
    if (size.rows() > 1) {
      process.resize(new TerminalSize(size.columns(), size.rows() - 1));
    }
  }

  private void tellSize() {
    TerminalSize size = Stty.size();
    if (size.rows() > 0) {
      process.resize(size);
    }
  }

  private void listen() {
    handle("WINCH", signal -> tellSize());
    if (!before.isEmpty()) {
      // a shell that stopped us has taken the terminal back meanwhile
      handle(
          "CONT",
          signal -> {
            enter();
            tellSize();
          });
    }
    tellSize(); // it may have changed since the command was sent
  }

  private void handle(String name, SignalHandler handler) {
    Signal signal = new Signal(name);
    handlers.put(signal, Signal.handle(signal, handler));
  }

  private synchronized void enter() {
    raw = Stty.set("raw", "-echo");
  }

  private synchronized void restore() {
    if (raw) {
      raw = !Stty.set(before);
    }
  }

  private void forgetRestorer() {
    try {
      Runtime.getRuntime().removeShutdownHook(restorer);
    } catch (IllegalStateException e) {
      // The process is ending: it finds nothing to do.
    }
  }
}
