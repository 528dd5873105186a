package dev.hutch.perf.bench;

import dev.hutch.bindings.posix.Child;
import dev.hutch.bindings.posix.DescriptorMessage;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.MemFd;
import dev.hutch.bindings.posix.Poll;
import dev.hutch.bindings.posix.Received;
import dev.hutch.bindings.posix.Signal;
import dev.hutch.bindings.posix.SocketPair;
import dev.hutch.bindings.posix.Spawn;
import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.Deadline;
import dev.hutch.jailer.Ids;
import dev.hutch.jailer.bwrap.Bubblewrap;
import dev.hutch.jailer.bwrap.JailSpec;
import dev.hutch.jailer.process.ProcessTable;
import dev.hutch.jailer.supervisor.ShimProcess;
import dev.hutch.jailer.supervisor.Supervisor;
import dev.hutch.vmm.control.ControlDecoder;
import dev.hutch.vmm.control.ControlMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** One process from its spawn to the point where all is said to libkrun. Closing it kills it. */
final class ShimRun implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Path KVM = Path.of("/dev/kvm");

  /** Ends the process and waits for it. */
  private interface End extends AutoCloseable {
    @Override
    void close();
  }

  private static final Bubblewrap BUBBLEWRAP = Bubblewrap.find();

  private final ShimSubject subject;
  private final String id;
  private final long spawned;
  private final Fd control;
  private final int outer;
  private final End end;

  private ShimRun(ShimSubject subject, String id, long spawned, Fd control, int outer, End end) {
    this.subject = subject;
    this.id = id;
    this.spawned = spawned;
    this.control = control;
    this.outer = outer;
    this.end = end;
  }

  /** Starts it in the jail that a box's shim has. */
  static ShimRun jailed(ShimSubject subject, Supervisor supervisor) {
    String id = Ids.fresh();
    JailSpec jail =
        JailSpec.of(new BoxId(id), subject.command())
            .withReadOnly(subject.visible())
            .withDevice(KVM);
    long spawned = System.nanoTime();
    ShimProcess process = supervisor.start(BUBBLEWRAP, jail);
    End end =
        () -> {
          process.close();
          process.awaitExit(PATIENCE);
        };
    return new ShimRun(subject, id, spawned, process.control().fd(), process.outerPid(), end);
  }

  /** Starts it without a jail. */
  static ShimRun bare(ShimSubject subject) {
    String id = Ids.fresh();
    SocketPair control = SocketPair.seqpacket();
    long spawned = System.nanoTime();
    try (Fd log = MemFd.create("log")) {
      Child child =
          Spawn.of(subject.command().getFirst())
              .args(subject.command().subList(1, subject.command().size()))
              .arg(id)
              .dup2(control.right(), 0)
              .dup2(log, 1)
              .dup2(log, 2)
              .resetSignals()
              .start();
      control.right().close();
      End end =
          () -> {
            child.pidFd().signal(Signal.SIGKILL);
            child.pidFd().waitForChild();
            child.close();
            control.left().close();
          };
      return new ShimRun(subject, id, spawned, control.left(), child.pid(), end);
    }
  }

  /** Sends the configuration. */
  void configure() {
    DescriptorMessage.send(control, subject.configuration().apply(id), subject.descriptors());
  }

  /** Waits until the shim says that it is warm, and waits for its configuration. */
  void awaitWarm() {
    while (!(next() instanceof ControlMessage.Warm)) {
      // points on its way
    }
  }

  /** Waits for a point; returns when it was reached, as {@link System#nanoTime()}. */
  long await(String phase) {
    while (true) {
      if (next() instanceof ControlMessage.Phase reached && reached.name().equals(phase)) {
        return reached.nanos();
      }
    }
  }

  /** Measures the process as it is once it rests. */
  ShimSample sample(long reached) throws IOException {
    Set<Integer> tree = ProcessTable.HOST.tree(outer);
    int pid = tree.stream().filter(this::isTheProgram).findFirst().orElseThrow(this::gone);
    return ShimSample.of(Duration.ofNanos(reached - spawned), pid, tree);
  }

  private boolean isTheProgram(int pid) {
    return ProcessTable.HOST.arguments(pid).stream()
        .findFirst()
        .equals(subject.command().stream().findFirst());
  }

  private IllegalStateException gone() {
    return new IllegalStateException(subject.name() + " is not running");
  }

  private ControlMessage next() {
    Deadline deadline = Deadline.in(PATIENCE);
    if (!Poll.waitReadable(control, deadline.left())) {
      throw new IllegalStateException(subject.name() + " says nothing");
    }
    try (Received received = DescriptorMessage.receive(control, ControlDecoder.MAX_DATAGRAM, 1)) {
      if (received.isEndOfFile()) {
        throw gone();
      }
      ControlMessage message = ControlDecoder.decode(received.data());
      if (message instanceof ControlMessage.Failed failed) {
        throw new IllegalStateException(subject.name() + ": " + failed.message());
      }
      return message;
    }
  }

  @Override
  public void close() {
    end.close();
  }
}
