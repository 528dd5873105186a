package dev.hutch.vmm.shim;

import dev.hutch.bindings.posix.DescriptorMessage;
import dev.hutch.bindings.posix.Errno;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.Poll;
import dev.hutch.bindings.posix.Posix;
import dev.hutch.bindings.posix.PosixException;
import dev.hutch.bindings.posix.Received;
import dev.hutch.vmm.control.ControlDecoder;
import dev.hutch.vmm.control.ControlEncoder;
import dev.hutch.vmm.control.ControlException;
import dev.hutch.vmm.control.ControlMessage;
import dev.hutch.vmm.control.Phases;
import dev.hutch.vmm.engine.Course;
import dev.hutch.vmm.engine.Engine;
import dev.hutch.vmm.journal.JournalEvent;
import dev.hutch.vmm.journal.JournalLine;
import dev.hutch.vmm.journal.JournalWriter;
import dev.hutch.vmm.relay.Owner;
import dev.hutch.vmm.relay.Rehearsal;
import dev.hutch.vmm.relay.Relay;
import dev.hutch.vmm.relay.RelayEnd;
import dev.hutch.vmm.spec.EngineKind;
import dev.hutch.vmm.spec.VmSpec;
import dev.hutch.vmm.spec.VmSpecException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One shim's way from its arguments to the end of its machine. */
final class Shim implements Course {
  /** The machine ran, or was not wanted any more. */
  static final int EXIT_ENDED = 0;

  /** The owner was told why with {@link ControlMessage.Failed}. */
  static final int EXIT_FAILED = 1;

  private final ShimOptions options;
  private final Owner owner;
  private String next = Phases.LINKED;
  private @Nullable Engine linked;
  private @Nullable Resources resources;
  private JournalWriter journal = new JournalWriter(null);

  Shim(ShimOptions options, Owner owner) {
    this.options = options;
    this.owner = owner;
  }

  /**
   * Goes the whole way.
   *
   * @param began {@link System#nanoTime()} at the start of {@code main}
   */
  void run(long began) {
    try {
      warmUp(began);
      if (!Poll.waitReadable(owner.socket(), Duration.ZERO)) {
        // Nobody waits yet: what is loaded now does not have to be when somebody does.
        Rehearsal.run();
      }
      end(configure().run(this));
    } catch (RuntimeException | Error e) {
      end(new RelayEnd(RelayEnd.Cause.FAILED, next, text(e)));
    }
  }

  /** Links what the options name, and says so. */
  void warmUp(long began) {
    owner.reached(Phases.MAIN, ControlEncoder.phase(Phases.MAIN, began));
    if (options.engine() != null) {
      linked = Engine.of(options.engine(), options.files());
      linked.link();
    }
    reached(Phases.LINKED, System.nanoTime());
    owner.send(ControlEncoder.warm());
    next = Phases.CONFIGURED;
  }

  /** Waits for the configuration and gives it to an engine; returns the engine, ready to run. */
  Engine configure() {
    Received received = receive();
    if (received.isEndOfFile()) {
      throw Posix.exitNow(EXIT_ENDED);
    }
    long now = System.nanoTime();
    VmSpec spec = spec(received.data());
    List<Fd> descriptors = received.fds();
    if (spec.descriptors().hasJournal() && spec.descriptors().journal() < descriptors.size()) {
      journal = new JournalWriter(descriptors.get(spec.descriptors().journal()));
    }
    requireOwn(spec);
    resources = new Resources(spec, descriptors);
    reached(Phases.CONFIGURED, now);
    next = Phases.PREPARED;
    Engine engine = engine(spec);
    engine.prepare(resources.machine());
    reached(Phases.PREPARED, System.nanoTime());
    next = Phases.STARTED;
    return engine;
  }

  private Received receive() {
    try {
      return receiveOnce();
    } catch (PosixException e) {
      if (e.errno() != Errno.ECONNRESET) {
        throw e;
      }
      // An owner that has gone without reading: the error comes once, and before what it had sent.
      return receiveOnce();
    }
  }

  private Received receiveOnce() {
    return DescriptorMessage.receive(
        owner.socket(), ControlDecoder.MAX_DATAGRAM, DescriptorMessage.MAX_FDS);
  }

  private static VmSpec spec(byte[] datagram) {
    if (!(ControlDecoder.decode(datagram) instanceof ControlMessage.Config config)) {
      throw new ControlException("another message came in place of the configuration");
    }
    return config.spec();
  }

  private void requireOwn(VmSpec spec) {
    if (!spec.boxId().text().equals(options.boxId().text())) {
      throw new VmSpecException(
          "box: '" + spec.boxId() + "' is not this shim's, which is '" + options.boxId() + "'");
    }
  }

  private Engine engine(VmSpec spec) {
    boolean fits =
        spec.engine() == options.engine()
            && spec.engine() == EngineKind.LIBKRUN
            && options.files().libkrun() != null
            && options.files().libkrun().equals(spec.files().libkrun());
    return linked != null && fits ? linked : Engine.of(spec.engine(), spec.files());
  }

  @Override
  public void started() {
    reached(Phases.STARTED, System.nanoTime());
    next = Phases.HELLO;
  }

  @Override
  public RelayEnd relay(@Nullable Fd machine) {
    if (resources == null) {
      throw new IllegalStateException("relay before the configuration");
    }
    return new Relay(resources.relayPlan(owner, journal, machine)).run();
  }

  /** Of two threads that come here the first is heard. */
  @Override
  public synchronized void end(RelayEnd end) {
    boolean failed = end.cause() == RelayEnd.Cause.FAILED;
    JournalEvent event = failed ? JournalEvent.FAILED : JournalEvent.ENDED;
    // Before the owner is told: it may look there next.
    journal.write(JournalLine.now(event, end.phase(), end.message()));
    if (!failed) {
      throw Posix.exitNow(EXIT_ENDED);
    }
    owner.send(ControlEncoder.failed(end.phase(), end.message()));
    throw Posix.exitNow(EXIT_FAILED);
  }

  private void reached(String phase, long nanos) {
    owner.reached(phase, ControlEncoder.phase(phase, nanos));
  }

  private static String text(Throwable e) {
    String message = e.getMessage();
    return message == null || e instanceof AssertionError ? e.toString() : message;
  }
}
