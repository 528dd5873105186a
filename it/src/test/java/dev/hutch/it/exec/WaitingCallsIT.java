package dev.hutch.it.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.Box;
import dev.hutch.BoxGoneException;
import dev.hutch.BoxProcess;
import dev.hutch.BoxSocket;
import dev.hutch.Command;
import dev.hutch.Hutch;
import dev.hutch.HutchException;
import dev.hutch.Wait;
import dev.hutch.it.box.Boxes;
import dev.hutch.it.leak.LeakGuard;
import dev.hutch.waiting.WaitingCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every call that waits for something in a box ends with the box, at once and by its exception. */
@ExtendWith(LeakGuard.class)
class WaitingCallsIT {
  /** A tenth of a second was asked for; the rest is for a machine with much else to do. */
  private static final Duration AT_ONCE = Duration.ofMillis(500);

  /** The kernel has to take a whole machine down first. */
  private static final Duration ALL_GONE = Duration.ofSeconds(2);

  private static final Duration LONG = Duration.ofMinutes(10);
  private static final int PORT = 7000;

  /** More than every buffer on the way holds. */
  private static final byte[] MUCH = new byte[32 << 20];

  @ParameterizedTest
  @EnumSource
  void endWhenAProcessOfTheBoxIsKilled(MachineProcesses which, TestReporter reporter)
      throws Exception {
    try (Hutch hutch = Boxes.open(0);
        Box box = hutch.start(Boxes.small());
        BoxProcess process = box.exec(Command.of("sleep", "1000"));
        BoxProcess server = box.exec(serverThatNeverAnswers());
        BoxSocket socket = connect(box)) {
      ProcessHandle victim = which.of(box);
      List<WaitingCall> waiting = streamsAndEnds(process, socket, BoxGoneException.class);
      waiting.addAll(callsOfTheBox(box, server));
      waiting.addAll(callsOfFiles(box));
      List<WaitingCall> waitingForAllToBeGone =
          List.of(
              WaitingCall.begin("awaitEnd()", null, () -> box.awaitEnd(LONG)),
              WaitingCall.begin("onExit() of the box", null, () -> box.onExit().get()));

      long killed = System.nanoTime();
      assertThat(victim.destroyForcibly()).isTrue();

      assertAllEnd(waiting, killed, which.name(), reporter);
      assertAllEndWithin(ALL_GONE, waitingForAllToBeGone, killed, which.name(), reporter);
    }
  }

  @Test
  void endWhenWhatTheyAreCallsOfIsClosed(TestReporter reporter) throws Exception {
    try (Hutch hutch = Boxes.open(0);
        Box box = hutch.start(Boxes.small());
        BoxProcess server = box.exec(serverThatNeverAnswers())) {
      List<WaitingCall> waiting;
      long closed;
      try (BoxSocket socket = connect(box);
          BoxProcess process = box.exec(Command.of("sleep", "1000"))) {
        waiting = streamsAndEnds(process, socket, HutchException.class);
        closed = System.nanoTime();
      }
      assertAllEnd(waiting, closed, "closed", reporter);
      assertThat(server.isAlive()).isTrue();
    }
  }

  @Test
  void endWhenTheFileThatIsReadOrWrittenIsClosed(TestReporter reporter) throws Exception {
    try (Hutch hutch = Boxes.open(0);
        Box box = hutch.start(Boxes.small())) {
      List<WaitingCall> waiting = new ArrayList<>();
      long closed;
      try (OutputStream output = Files.newOutputStream(fifoWithReader(box));
          InputStream input = Files.newInputStream(fifoWithWriter(box))) {
        waiting.add(stream("read of a file", input::read));
        waiting.add(stream("write to a file", () -> write(output)));
        closed = System.nanoTime();
      }
      assertAllEnd(waiting, closed, "closed", reporter);
    }
  }

  @Test
  void endWhenTheirThreadIsInterrupted(TestReporter reporter) throws Exception {
    try (Hutch hutch = Boxes.open(0);
        Box box = hutch.start(Boxes.small())) {
      List<WaitingCall> waiting = callsOfFiles(box);
      waiting.add(WaitingCall.begin("awaitEnd()", HutchException.class, () -> box.awaitEnd(LONG)));

      for (WaitingCall call : waiting) {
        long interrupted = System.nanoTime();
        call.interrupt();
        assertAllEnd(List.of(call), interrupted, "interrupted", reporter);
      }
      assertThat(box.isAlive()).isTrue();
    }
  }

  private static Command serverThatNeverAnswers() {
    return Command.of("nc", "-ll", "-p", Integer.toString(PORT), "-e", "sleep", "1000");
  }

  private static BoxSocket connect(Box box) {
    box.waitFor(Wait.forPort(PORT));
    return box.connect(PORT);
  }

  private static List<WaitingCall> streamsAndEnds(
      BoxProcess process, BoxSocket socket, Class<? extends HutchException> end) {
    List<WaitingCall> calls = new ArrayList<>();
    calls.add(stream("read of stdout", () -> process.getInputStream().read()));
    calls.add(stream("read of stderr", () -> process.getErrorStream().read()));
    calls.add(stream("write to stdin", () -> write(process.getOutputStream())));
    calls.add(stream("read of a connection", () -> socket.getInputStream().read()));
    calls.add(stream("write to a connection", () -> write(socket.getOutputStream())));
    calls.add(WaitingCall.begin("waitFor()", end, process::waitFor));
    calls.add(WaitingCall.begin("waitFor(Duration)", end, () -> process.waitFor(LONG)));
    calls.add(
        WaitingCall.begin("onExit()", ExecutionException.class, () -> process.onExit().get()));
    return calls;
  }

  private static List<WaitingCall> callsOfTheBox(Box box, BoxProcess server) {
    int id = server.detach().orElseThrow();
    List<WaitingCall> calls = new ArrayList<>();
    calls.add(gone("run()", () -> box.run("sleep", "1000")));
    calls.add(gone("waitFor(Wait.forOutput())", () -> await(box, Wait.forOutput(id, "never"))));
    calls.add(gone("waitFor(Wait.forPort())", () -> await(box, Wait.forPort(1))));
    return calls;
  }

  private static List<WaitingCall> callsOfFiles(Box box) {
    Path silent = fifoWithWriter(box);
    Path deaf = fifoWithReader(box);
    Path alone = fifo(box, "alone");
    List<WaitingCall> calls = new ArrayList<>();
    calls.add(stream("read of a file", () -> Files.newInputStream(silent).read()));
    calls.add(stream("write to a file", () -> write(Files.newOutputStream(deaf))));
    calls.add(stream("open of a file", () -> Files.newInputStream(alone)));
    return calls;
  }

  private static Path fifo(Box box, String name) {
    box.run("mkfifo", "/" + name).orThrow();
    return box.path("/" + name);
  }

  /** One that can be opened, and has nothing to read. */
  private static Path fifoWithWriter(Box box) {
    return fifoHeldBy(box, "silent", "sleep 1000 > /silent");
  }

  /** One that can be opened, and is not read. */
  private static Path fifoWithReader(Box box) {
    return fifoHeldBy(box, "deaf", "sleep 1000 < /deaf");
  }

  private static Path fifoHeldBy(Box box, String name, String line) {
    Path fifo = fifo(box, name);
    try (BoxProcess holder = box.exec(Command.shell(line).detach(true))) {
      assertThat(holder.commandId()).isPresent();
    }
    return fifo;
  }

  private static WaitingCall stream(String name, Callable<?> call) {
    return WaitingCall.begin(name, IOException.class, call);
  }

  private static WaitingCall gone(String name, Callable<?> call) {
    return WaitingCall.begin(name, BoxGoneException.class, call);
  }

  private static int write(OutputStream to) throws IOException {
    to.write(MUCH);
    return 0;
  }

  private static int await(Box box, Wait wait) {
    box.waitFor(wait.timeout(LONG));
    return 0;
  }

  private static void assertAllEnd(
      List<WaitingCall> waiting, long since, String what, TestReporter reporter)
      throws InterruptedException {
    assertAllEndWithin(AT_ONCE, waiting, since, what, reporter);
  }

  private static void assertAllEndWithin(
      Duration limit, List<WaitingCall> waiting, long since, String what, TestReporter reporter)
      throws InterruptedException {
    for (WaitingCall call : waiting) {
      Duration took = call.assertEndedAsItShould(since);
      reporter.publishEntry(what + ": " + call, took.toMillis() + " ms");
      assertThat(took).as(call.toString()).isLessThan(limit);
    }
  }
}
