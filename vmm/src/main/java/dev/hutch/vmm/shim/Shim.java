package dev.hutch.vmm.shim;

import dev.hutch.bindings.posix.DescriptorMessage;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.Poll;
import dev.hutch.bindings.posix.Posix;
import dev.hutch.bindings.posix.Received;
import dev.hutch.vmm.control.ControlDecoder;
import dev.hutch.vmm.control.ControlEncoder;
import dev.hutch.vmm.control.ControlException;
import dev.hutch.vmm.control.ControlMessage;
import dev.hutch.vmm.control.Phases;
import dev.hutch.vmm.engine.Course;
import dev.hutch.vmm.engine.Engine;
import dev.hutch.vmm.relay.Owner;
import dev.hutch.vmm.relay.Rehearsal;
import dev.hutch.vmm.relay.Relay;
import dev.hutch.vmm.relay.RelayEnd;
import dev.hutch.vmm.spec.EngineKind;
import dev.hutch.vmm.spec.VmSpec;
import dev.hutch.vmm.spec.VmSpecException;
import java.time.Duration;
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
    } catch (RuntimeException | LinkageError | AssertionError e) {
      end(new RelayEnd(RelayEnd.Cause.FAILED, next, text(e)));
    }
  }

  /** Links what the options name, and says so. */
  void warmUp(long began) {
    if (options.engine() != null) {
      linked = Engine.of(options.engine(), options.files());
      linked.link();
    }
    long linkedAt = System.nanoTime();
    owner.send(ControlEncoder.phase(Phases.MAIN, began));
    owner.send(ControlEncoder.phase(Phases.LINKED, linkedAt));
    owner.send(ControlEncoder.warm());
    next = Phases.CONFIGURED;
  }

  /** Waits for the configuration and gives it to an engine; returns the engine, ready to run. */
  Engine configure() {
    Received received =
        DescriptorMessage.receive(
            owner.socket(), ControlDecoder.MAX_DATAGRAM, DescriptorMessage.MAX_FDS);
    if (received.isEndOfFile()) {
      throw Posix.exitNow(EXIT_ENDED);
    }
    long now = System.nanoTime();
    VmSpec spec = spec(received.data());
    resources = new Resources(spec, received.fds());
    owner.send(ControlEncoder.phase(Phases.CONFIGURED, now));
    next = Phases.PREPARED;
    Engine engine = engine(spec);
    engine.prepare(resources.machine());
    reached(Phases.PREPARED, Phases.STARTED);
    return engine;
  }

  private VmSpec spec(byte[] datagram) {
    if (!(ControlDecoder.decode(datagram) instanceof ControlMessage.Config config)) {
      throw new ControlException("another message came in place of the configuration");
    }
    VmSpec spec = config.spec();
    if (!spec.boxId().text().equals(options.boxId().text())) {
      throw new VmSpecException(
          "box: '" + spec.boxId() + "' is not this shim's, which is '" + options.boxId() + "'");
    }
    return spec;
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
    reached(Phases.STARTED, Phases.HELLO);
  }

  @Override
  public RelayEnd relay(@Nullable Fd machine) {
    if (resources == null) {
      throw new IllegalStateException("relay before the configuration");
    }
    return new Relay(resources.relayPlan(owner, machine)).run();
  }

  @Override
  public void end(RelayEnd end) {
    if (end.cause() != RelayEnd.Cause.FAILED) {
      throw Posix.exitNow(EXIT_ENDED);
    }
    owner.send(ControlEncoder.failed(end.phase(), end.message()));
    throw Posix.exitNow(EXIT_FAILED);
  }

  private void reached(String phase, String then) {
    owner.send(ControlEncoder.phase(phase, System.nanoTime()));
    next = then;
  }

  private static String text(Throwable e) {
    String message = e.getMessage();
    return message == null || e instanceof AssertionError ? e.toString() : message;
  }
}
