package dev.hutch.it.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A running lab: a machine with nested KVM, every cgroup v2 controller, and root.
 *
 * <p>Inside are bash, busybox, bwrap, mke2fs and this host's JDK (in {@code JAVA_HOME}); the root
 * directory is writable and forgotten at the end, {@code /tmp}, {@code /run} and {@code /root} are
 * in memory. Shares of the {@link LabSpec} are read-only below {@code /lab}.
 *
 * <p>Safe for use by several threads: scripts run side by side. The machine ends at {@link #close},
 * and when this JVM dies.
 */
public final class Lab implements AutoCloseable {
  private static final Duration BOOT_LIMIT = Duration.ofMinutes(4);
  private static final Duration KILL_LIMIT = Duration.ofSeconds(30);
  private static final int ATTEMPTS = 3;
  private static final String READ_EVERYTHING = "find /opt /usr -type f -exec cat {} + > /dev/null";
  private static final int TAIL = 4000;

  private final Path directory;
  private final Path console;
  private final Port port;
  private final Machine machine;
  private final AtomicInteger scripts = new AtomicInteger();

  private Lab(LabImage image, LabSpec spec) throws IOException {
    directory = Files.createTempDirectory("hutch-lab-");
    console = directory.resolve("console.log");
    Files.createDirectory(exchange());
    port = new Port(directory.resolve("port"));
    machine = startMachine(image, spec);
    System.err.println("lab: QEMU is pid " + machine.pid() + ", its console is in " + console);
  }

  /**
   * Boots a lab, building its image first if that was never done on this host. Blocks for about six
   * seconds.
   *
   * @throws LabException if it cannot be built or booted
   */
  public static Lab start(LabSpec spec) {
    LabImage image = LabImage.get();
    try {
      Lab lab = new Lab(image, spec);
      try {
        lab.await(lab.port.ready(), BOOT_LIMIT);
        if (spec.clock() == LabClock.INSTRUCTIONS) {
          lab.exec(BOOT_LIMIT, READ_EVERYTHING).orThrow();
        }
        return lab;
      } catch (TimeoutException e) {
        String messages = lab.messages();
        lab.close();
        throw new LabTimeoutException("the lab did not boot in " + BOOT_LIMIT + ": " + messages);
      } catch (LabException e) {
        lab.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("starting the lab", e);
    }
  }

  /**
   * Boots a lab for one script and ends it.
   *
   * @throws LabTimeoutException if every attempt ran out of time: see {@link #execAgain}
   */
  public static LabResult run(LabSpec spec, Duration timeout, String script) {
    try (Lab lab = start(spec)) {
      return lab.execAgain(timeout, script);
    }
  }

  /**
   * Runs a bash script as root, its standard input empty, and waits for it.
   *
   * @param timeout by the host's clock; the script's process group is killed after it
   * @return its result, whatever its exit code
   * @throws LabTimeoutException if the script was killed, or the machine answers no more and was
   *     ended
   */
  public LabResult exec(Duration timeout, String script) {
    if (Files.notExists(exchange())) {
      throw new LabException("the lab is closed");
    }
    int id = scripts.incrementAndGet();
    try {
      Files.writeString(file(id, "sh"), script);
      CompletableFuture<Port.Done> done = port.run(id);
      try {
        return result(id, await(done, timeout));
      } catch (TimeoutException e) {
        throw killed(id, done, timeout);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("talking to the lab", e);
    }
  }

  /**
   * {@link #exec}, but a script that runs out of time is run again, three attempts in all. For
   * scripts whose guests hang for the emulator's sake: see {@link LabClock#INSTRUCTIONS}. What a
   * killed attempt left behind is the script's to deal with.
   *
   * @throws LabTimeoutException if every attempt ran out of time
   */
  public LabResult execAgain(Duration timeout, String script) {
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        return exec(timeout, script);
      } catch (LabTimeoutException e) {
        System.err.println("lab: attempt " + attempt + " of " + ATTEMPTS + ": " + e.getMessage());
      }
    }
    return exec(timeout, script);
  }

  /** The host's view of {@code /lab/exchange}, by which files go in and out; deleted at the end. */
  public Path exchange() {
    return directory.resolve("exchange");
  }

  /** QEMU's process id. */
  public long pid() {
    return machine.pid();
  }

  /** What the machine's kernel printed so far. */
  public String console() {
    return text(console);
  }

  /** Ends the machine and deletes what it left on the host. */
  @Override
  public void close() {
    try {
      port.close();
      machine.end();
      if (Files.exists(directory)) {
        Trees.delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cleaning up after the lab", e);
    }
  }

  private Machine startMachine(LabImage image, LabSpec spec) throws IOException {
    try {
      return Machine.start(
          image, spec, directory.resolve("port"), exchange(), console, this::ended);
    } catch (RuntimeException e) {
      port.close();
      Trees.delete(directory);
      throw e;
    }
  }

  private LabTimeoutException killed(int id, CompletableFuture<Port.Done> done, Duration timeout)
      throws IOException {
    port.kill(id);
    try {
      LabResult result = result(id, await(done, KILL_LIMIT));
      return new LabTimeoutException("a script in the lab took over " + timeout + ": " + result);
    } catch (TimeoutException e) {
      String messages = messages();
      close();
      return new LabTimeoutException("the lab hung for " + timeout + " and more: " + messages);
    }
  }

  private LabResult result(int id, Port.Done done) throws IOException {
    byte[] out = Files.readAllBytes(file(id, "out"));
    byte[] err = Files.readAllBytes(file(id, "err"));
    return new LabResult(done.exitCode(), done.duration(), out, err);
  }

  private Path file(int id, String kind) {
    return exchange().resolve(id + "." + kind);
  }

  private <T> T await(CompletableFuture<T> future, Duration limit) throws TimeoutException {
    try {
      return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new LabException(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while waiting for the lab", e);
    }
  }

  private void ended() {
    port.fail(new LabException("the lab ended: " + messages()));
  }

  private String messages() {
    String all = text(directory.resolve("qemu.log")) + console();
    return all.substring(Math.max(0, all.length() - TAIL));
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      return "(" + e + ")";
    }
  }
}
