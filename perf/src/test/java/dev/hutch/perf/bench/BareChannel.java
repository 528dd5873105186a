package dev.hutch.perf.bench;

import dev.hutch.launch.Installation;
import dev.hutch.rootfs.AgentDisk;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A C program as the guest's init and a C program on the host, with the agent's port between them
 * and nothing else: what the channel can do.
 */
final class BareChannel implements AutoCloseable {
  private static final List<String> OF_THE_AGENT =
      List.of("port.c", "mounts.c", "clock.c", "console.c", "text.c");

  private final Process machine;
  private final Process host;
  private final BufferedReader answers;

  private BareChannel(Process machine, Process host) {
    this.machine = machine;
    this.host = host;
    this.answers = host.inputReader();
  }

  /** Compiles both into this directory and boots a machine of QEMU's with the one. */
  static BareChannel boot(Installation installation, Path root, Path directory)
      throws IOException, InterruptedException {
    Path sources = root.resolve("perf/src/test/c");
    Path agent = root.resolve("guest-agent/src/main/c");
    List<Path> ofGuest = new ArrayList<>(List.of(sources.resolve("port_guest.c")));
    OF_THE_AGENT.forEach(name -> ofGuest.add(agent.resolve(name)));
    Path init = directory.resolve("init");
    compile(init, ofGuest, "musl-gcc", "-static", "-s", "-D_GNU_SOURCE");
    Path program = directory.resolve("port_host");
    compile(program, List.of(sources.resolve("port_host.c")), "gcc");

    Path socket = directory.resolve("port");
    byte[] bytes = Files.readAllBytes(init);
    Path disk = new AgentDisk(directory).image(sha256(bytes), () -> bytes);
    String port = "socket,id=agent,server=on,wait=off,path=" + socket;
    Process machine = new BareQemu(installation, directory, disk, port).start();
    BareChannel channel = null;
    try {
      Process host =
          new ProcessBuilder(program.toString(), socket.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      channel = new BareChannel(machine, host);
      channel.answer();
      return channel;
    } finally {
      if (channel == null) {
        machine.destroyForcibly();
      }
    }
  }

  /** QEMU. */
  ProcessHandle machine() {
    return machine.toHandle();
  }

  /** Lets so many bytes come out of the guest. */
  Duration read(long bytes) throws IOException {
    return transfer('r', bytes);
  }

  /** Lets so many bytes go into the guest, and waits until it has read the last. */
  Duration write(long bytes) throws IOException {
    return transfer('w', bytes);
  }

  /** As {@link #read}, but the bytes come from another process of the guest through a pipe. */
  Duration readThroughPipe(long bytes) throws IOException {
    return transfer('R', bytes);
  }

  /** As {@link #write}, but the bytes go to another process of the guest through a pipe. */
  Duration writeThroughPipe(long bytes) throws IOException {
    return transfer('W', bytes);
  }

  /** Lets so many bytes go through a pipe in the guest, and none through the port. */
  Duration pipeAlone(long bytes) throws IOException {
    return transfer('P', bytes);
  }

  private Duration transfer(char direction, long bytes) throws IOException {
    host.outputWriter().append(direction + " " + bytes + "\n").flush();
    return Duration.ofNanos(Long.parseLong(answer()));
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the bare channel's program has ended");
    }
    return line;
  }

  private static void compile(Path to, List<Path> from, String... compiler)
      throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(
                Stream.of(compiler),
                Stream.concat(
                    Stream.of("-O2", "-o", to.toString()), from.stream().map(Path::toString)))
            .toList();
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException(compiler[0] + " failed");
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has it", e);
    }
  }

  @Override
  public void close() {
    host.destroyForcibly().onExit().join();
    machine.destroyForcibly().onExit().join();
  }
}
