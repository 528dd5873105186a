package dev.hutch.it.libkrun;

import dev.hutch.it.Checkout;
import dev.hutch.it.Ended;
import dev.hutch.it.HutchCommand;
import dev.hutch.it.lab.Lab;
import dev.hutch.it.lab.LabResult;
import dev.hutch.it.lab.LabSpec;
import dev.hutch.vmm.natives.NativeKind;
import dev.hutch.vmm.natives.NativeLibraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A lab with this checkout's command in it and all that the command would else fetch or install: a
 * home whose caches were filled on the host.
 */
final class HutchInTheLab implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  /** What a script finds defined: shims prints a line for each process of a box. */
  private static final String PRELUDE =
      """
      set -e
      export HUTCH_HOME=/run/home
      shims() { grep -l 'vmm.shim.Mai[n]' /proc/[0-9]*/cmdline 2> /dev/null || true; }
      """;

  private final Lab lab;

  private HutchInTheLab(Lab lab) {
    this.lab = lab;
  }

  static HutchInTheLab boot() throws IOException {
    Path cache = filledCache();
    Lab lab =
        Lab.start(
            LabSpec.wall()
                .withShare("launcher", launcherOnly())
                .withShare("dist", Checkout.distribution())
                .withShare("cache", cache));
    HutchInTheLab hutch = new HutchInTheLab(lab);
    boolean ready = false;
    try {
      hutch.script(
          """
          mkdir -p /run/hutch/cli/target /run/hutch/setup /run/home
          cp /lab/launcher/hutch /run/hutch/
          cp /lab/launcher/find-jdk /run/hutch/setup/
          cp -r /lab/dist /run/hutch/cli/target/dist
          cp -r /lab/cache /run/home/cache
          HUTCH_TRAIN=1 /run/hutch/hutch --version
          """);
      ready = true;
      return hutch;
    } finally {
      if (!ready) {
        lab.close();
      }
    }
  }

  /** Runs {@code hutch} with these words, as a shell reads them. */
  LabResult hutch(String words) {
    return lab.exec(LIMIT, "export HUTCH_HOME=/run/home; /run/hutch/hutch " + words);
  }

  /** Runs a script that must succeed. */
  LabResult script(String script) {
    return lab.exec(LIMIT, PRELUDE + script).orThrow();
  }

  Path exchange() {
    return lab.exchange();
  }

  @Override
  public void close() {
    lab.close();
  }

  /** One emulated run on the host makes disks and kernel; libkrun itself comes by its own way. */
  private static Path filledCache() {
    Ended run = HutchCommand.running("true").run();
    if (run.exit() != 0) {
      throw new IllegalStateException("the host's home could not be filled: " + run);
    }
    Path cache = Checkout.home().resolve("cache");
    new NativeLibraries(cache, System.getenv(), System.err::println)
        .require(NativeKind.LIBKRUN, Optional.empty());
    return cache;
  }

  private static Path launcherOnly() throws IOException {
    Path directory = Files.createDirectories(Path.of("target", "launcher").toAbsolutePath());
    for (Path file : List.of(Checkout.launcher(), Checkout.root().resolve("setup/find-jdk"))) {
      Files.copy(
          file,
          directory.resolve(file.getFileName()),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.COPY_ATTRIBUTES);
    }
    return directory;
  }
}
