package dev.hutch.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * The same program on both sides. Everything is done to both, and what came of it compared.
 *
 * <p>What two processes do at the same time is nobody's promise, so it is only looked at where a
 * process is known to go on, or was waited for.
 */
final class Pair {
  private static final int MOST_UNREAD = 30_000;

  private final Program program;
  private final Side host;
  private final Side box;
  private final Process model;
  private final Process subject;
  private final List<String> trace;
  private int unreadOut;
  private int unreadErr;
  private boolean inputOpen = true;
  private boolean over;

  private Pair(Program program, Side host, Side box, List<String> trace) throws IOException {
    this.program = program;
    this.host = host;
    this.box = box;
    this.trace = trace;
    this.model = host.start(program.arguments());
    this.subject = box.start(program.arguments());
    this.unreadOut = program.greeting().length();
  }

  /** Starts it on both sides; none where neither has the program. */
  static Optional<Pair> start(Program program, Side host, Side box, List<String> trace) {
    trace.add("start " + program);
    if (!program.exists()) {
      for (Side side : List.of(host, box)) {
        assertThatThrownBy(() -> side.start(program.arguments())).isInstanceOf(IOException.class);
      }
      return Optional.empty();
    }
    try {
      return Optional.of(new Pair(program, host, box, trace));
    } catch (IOException e) {
      throw new AssertionError(program + " cannot be started", e);
    }
  }

  private interface Action {
    Object on(Process process) throws Exception;
  }

  /** Does one thing that is possible now; returns false when there is nothing more to do. */
  boolean step(Random random) {
    if (over) {
      afterwards(random);
      return random.nextInt(3) > 0;
    }
    if (program.ends()) {
      awaitEnd();
      return true;
    }
    switch (random.nextInt(13)) {
      case 0, 1, 2 -> write(random);
      case 3, 4 -> readSome(random);
      case 5 -> look(random);
      case 6 -> interruptedWait();
      case 7 -> readers();
      case 8 -> closeInput();
      case 9 -> stopAndGoOn();
      case 10 -> terminate(random);
      case 11 -> closeStderr();
      default -> pollShortly(random);
    }
    return true;
  }

  /** Ends both, however far they are. */
  void destroy() {
    both("force", process -> done(() -> side(process).destroyForcibly(process)));
    both("waitFor", process -> process.waitFor(20, TimeUnit.SECONDS));
  }

  private void write(Random random) {
    int room = MOST_UNREAD - Math.max(unreadOut, unreadErr);
    if (!program.reads() || !inputOpen || room <= 0) {
      return;
    }
    byte[] bytes = new byte[random.nextInt(room)];
    random.nextBytes(bytes);
    boolean single = bytes.length < 20;
    both(
        "write " + bytes.length,
        process -> {
          for (int i = 0; single && i < bytes.length; i++) {
            process.getOutputStream().write(bytes[i]);
          }
          process.getOutputStream().write(bytes, 0, single ? 0 : bytes.length);
          process.getOutputStream().flush();
          return "written";
        });
    unreadOut += program.stdout() ? bytes.length : 0;
    unreadErr += program.stderr() ? bytes.length : 0;
  }

  private void readSome(Random random) {
    int out = unreadOut == 0 ? 0 : random.nextInt(unreadOut + 1);
    int err = unreadErr == 0 ? 0 : random.nextInt(unreadErr + 1);
    both("read " + out + " of stdout", process -> process.getInputStream().readNBytes(out));
    both("read " + err + " of stderr", process -> process.getErrorStream().readNBytes(err));
    unreadOut -= out;
    unreadErr -= err;
    if (unreadOut > 0) {
      both("read a byte", process -> process.getInputStream().read());
      unreadOut--;
    }
  }

  /** All that is under way; a process that is signalled then has nothing half done. */
  private void catchUp() {
    int out = unreadOut;
    int err = unreadErr;
    both("read the other " + out, process -> process.getInputStream().readNBytes(out));
    both("read the other " + err, process -> process.getErrorStream().readNBytes(err));
    unreadOut = 0;
    unreadErr = 0;
  }

  private void look(Random random) {
    both("isAlive", Process::isAlive);
    both("exitValue", Process::exitValue);
    both("onExit", process -> process.onExit().isDone());
    both("pid", process -> process.pid() > 1);
    both("skip", process -> process.getErrorStream().skip(-random.nextInt(5)));
    both("no time", process -> process.waitFor(-random.nextInt(2), TimeUnit.DAYS));
  }

  private void interruptedWait() {
    both(
        "interrupted",
        process -> {
          Thread.currentThread().interrupt();
          return process.waitFor();
        });
    both(
        "interrupted without time",
        process -> {
          Thread.currentThread().interrupt();
          return process.waitFor(0, TimeUnit.SECONDS) + " " + Thread.interrupted();
        });
  }

  private void readers() {
    both(
        "two charsets",
        process -> {
          process.errorReader(UTF_8);
          return process.errorReader(ISO_8859_1).ready();
        });
  }

  private void closeInput() {
    both("close stdin", process -> close(process.getOutputStream()));
    both("close it again", process -> close(process.getOutputStream()));
    both("flush", process -> flush(process));
    inputOpen = false;
    if (program.reads()) {
      awaitEnd();
    }
  }

  private void closeStderr() {
    if (program.isSilentOnStderr()) {
      both("close stderr", process -> close(process.getErrorStream()));
      both("read it", process -> process.getErrorStream().read());
      both("isAlive", Process::isAlive);
    }
  }

  private void stopAndGoOn() {
    catchUp();
    signal(19);
    signal(18);
  }

  private void terminate(Random random) {
    catchUp();
    switch (random.nextInt(4)) {
      case 0 -> both("destroy", process -> done(() -> side(process).destroy(process)));
      case 1 -> both("force", process -> done(() -> side(process).destroyForcibly(process)));
      case 2 -> signal(9);
      default -> signal(program.endsAtTerm() ? 15 : 9);
    }
    if (program.endsAtTerm() || !trace.getLast().startsWith("destroy")) {
      awaitEnd();
    } else {
      both("isAlive", Process::isAlive);
    }
  }

  private void pollShortly(Random random) {
    long micros = random.nextInt(3000);
    both("waitFor " + micros + " us", process -> process.waitFor(micros, TimeUnit.MICROSECONDS));
  }

  /** Reads all there is, both streams at the same time, and waits. */
  private void awaitEnd() {
    both(
        "all output",
        process -> {
          FutureTask<byte[]> errors = new FutureTask<>(process.getErrorStream()::readAllBytes);
          Thread.startVirtualThread(errors);
          String out = Seen.of(() -> process.getInputStream().readAllBytes());
          return out + " and " + Seen.of(errors::get);
        });
    both("waitFor", Process::waitFor);
    unreadOut = 0;
    unreadErr = 0;
    over = true;
  }

  private void afterwards(Random random) {
    both("isAlive", Process::isAlive);
    both("exitValue", Process::exitValue);
    both("waitFor", Process::waitFor);
    both("waitFor 1 d", process -> process.waitFor(1, TimeUnit.DAYS));
    both("onExit", process -> process.onExit().get(10, TimeUnit.SECONDS).equals(process));
    both("destroy", process -> done(() -> side(process).destroy(process)));
    both("force", process -> done(() -> side(process).destroyForcibly(process)));
    both("read", process -> process.getInputStream().read());
    switch (random.nextInt(3)) {
      case 0 -> both("write", Pair::writeToNobody);
      case 1 -> both("close stdin", process -> close(process.getOutputStream()));
      default -> closeOutputs();
    }
  }

  private void closeOutputs() {
    both("close stdout", process -> close(process.getInputStream()));
    both("close it again", process -> close(process.getInputStream()));
    both("read stdout", process -> process.getInputStream().read());
    both("available", process -> process.getInputStream().available());
    both("read stderr", process -> process.getErrorStream().read());
  }

  private void signal(int number) {
    both(
        "signal " + number,
        process -> {
          side(process).signal(process, number);
          return "sent";
        });
  }

  private static Object writeToNobody(Process process) throws IOException {
    process.getOutputStream().write(1);
    process.getOutputStream().flush();
    return "written";
  }

  private static Object close(AutoCloseable stream) throws Exception {
    stream.close();
    return "closed";
  }

  private static Object flush(Process process) throws IOException {
    process.getOutputStream().flush();
    return "flushed";
  }

  private interface Ending {
    void run() throws Exception;
  }

  private static Object done(Ending action) throws Exception {
    action.run();
    return "done";
  }

  private Side side(Process process) {
    return process.equals(model) ? host : box;
  }

  private void both(String what, Action action) {
    String expected = Seen.of(() -> action.on(model));
    String got = Seen.of(() -> action.on(subject));
    trace.add(what + ": " + expected);
    if (!got.equals(expected)) {
      throw new AssertionError(program + ": " + what + " gave " + got + ", not " + expected);
    }
  }
}
