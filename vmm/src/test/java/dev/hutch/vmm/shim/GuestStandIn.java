package dev.hutch.vmm.shim;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hutch.agent.protocol.FrameAssembler;
import dev.hutch.agent.protocol.Protocol;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.MemFd;
import dev.hutch.bindings.posix.OpenFlags;
import dev.hutch.bindings.posix.SocketPair;
import dev.hutch.bindings.posix.UnixSocket;
import dev.hutch.vmm.control.ControlEncoder;
import dev.hutch.vmm.journal.JournalLine;
import dev.hutch.vmm.relay.Peer;
import dev.hutch.vmm.relay.Stage;
import dev.hutch.vmm.spec.Descriptors;
import dev.hutch.vmm.spec.EngineFiles;
import dev.hutch.vmm.spec.Specs;
import dev.hutch.vmm.spec.VmSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A box's resources for a real shim, and in QEMU's place a script that joins the agent's port to a
 * socket, the first "disk", whose other end a test has: it plays the agent itself.
 */
final class GuestStandIn implements AutoCloseable {
  private static final String JOINED = "/bin/cat <&5 >&7 &\n/bin/cat <&7 >&5 2>/dev/null\n";

  private final Path directory;
  private final List<Fd> descriptors = new ArrayList<>();
  private final SocketPair guest = SocketPair.stream();
  final Peer agent = new Peer(guest.right(), FrameAssembler.fromHost());

  GuestStandIn(Path directory) {
    this.directory = directory;
    for (String resource : List.of("lock", "kernel")) {
      descriptors.add(MemFd.create(resource));
    }
    descriptors.add(guest.left());
    for (String resource : List.of("image", "box")) {
      descriptors.add(MemFd.create(resource));
    }
    descriptors.add(UnixSocket.listen(agentSocket(), 128));
    descriptors.add(appended(consoleLog()));
    descriptors.add(appended(directory.resolve("journal")));
  }

  private static Fd appended(Path path) {
    int flags = OpenFlags.O_RDWR | OpenFlags.O_CREAT | OpenFlags.O_APPEND;
    return Fd.open(path, flags, 0600);
  }

  Path agentSocket() {
    return directory.resolve("agent.sock");
  }

  Path consoleLog() {
    return directory.resolve("console.log");
  }

  /** What a start of the box is configured with; the descriptors go with it. */
  void configure(ShimProcess shim, boolean detached) throws IOException {
    configure(shim, detached, Duration.ofSeconds(30), "exit 0");
  }

  /** As above; with what the script does once the agent has gone. */
  void configure(ShimProcess shim, boolean detached, Duration helloTimeout, String then)
      throws IOException {
    Path script = directory.resolve("qemu");
    Files.writeString(script, "#!/bin/sh\n" + JOINED + then + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    VmSpec plain = Specs.plain();
    VmSpec spec =
        new VmSpec(
            plain.boxId(),
            plain.hostName(),
            plain.engine(),
            plain.vcpus(),
            plain.memoryMib(),
            plain.kernel(),
            plain.disks(),
            new Descriptors(0, 5, 6, Descriptors.ABSENT, Descriptors.ABSENT, 7),
            EngineFiles.emulated(script, null),
            detached,
            helloTimeout);
    shim.send(ControlEncoder.config(spec), descriptors);
    guest.left().close();
  }

  void greet() {
    agent.send(Stage.hello(Protocol.VERSION));
  }

  void agentLeaves() {
    guest.right().close();
  }

  /** What is written down of this start. */
  List<JournalLine> journal() throws IOException {
    String text = Files.readString(directory.resolve("journal"));
    return JournalLine.parseAll(text.getBytes(UTF_8));
  }

  Peer connect() {
    return new Peer(UnixSocket.connect(agentSocket()), FrameAssembler.fromAgent());
  }

  @Override
  public void close() {
    for (Fd descriptor : descriptors) {
      descriptor.close();
    }
    guest.close();
  }
}
