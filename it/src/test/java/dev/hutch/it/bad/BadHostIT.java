package dev.hutch.it.bad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.it.Ended;
import dev.hutch.it.HutchCommand;
import dev.hutch.it.leak.LeakGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The host lacks something, or has something broken. */
@ExtendWith(LeakGuard.class)
class BadHostIT {
  /** Shows the host's files, with a {@code /dev} that has no {@code kvm}. */
  private static final String[] WITHOUT_KVM = {"bwrap", "--dev-bind", "/", "/", "--dev", "/dev"};

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "bwrap, bubblewrap",
    "qemu-system-x86_64, qemu-system-x86",
    "busybox, busybox-static"
  })
  void aMissingProgramIsNamedWithItsPackage(String program, String debianPackage)
      throws IOException {
    try (SearchPath path = SearchPath.without(program)) {
      Failure.of(
          HutchCommand.running("true").env("PATH", path.toString()),
          program,
          "PATH",
          "apt-get install " + debianPackage);
    }
  }

  @Test
  void aLibraryThatIsNoneIsNamed() throws IOException {
    Path library = Files.writeString(directory.resolve("libkrunfw.so.5"), "not a library");
    Failure.ofOptions(
        List.of("--libkrunfw", library.toString()),
        library.toString(),
        "not a whole shared library");
  }

  @Test
  void aLibraryThatIsNotThereIsNamed() {
    String library = directory.resolve("nowhere.so").toString();
    Failure.ofOptions(List.of("--libkrunfw", library), library);
    Failure.of(HutchCommand.running("true").env("HUTCH_LIBKRUNFW", library), library);
  }

  @Test
  void withoutKvmAutoRunsEmulatedAndSaysWhyInOneLine() {
    Ended ended =
        HutchCommand.running("uname").env("HUTCH_ENGINE", "auto").under(WITHOUT_KVM).run();
    assertThat(ended.exit()).as(ended::toString).isZero();
    assertThat(ended.stdout()).isEqualTo("Linux\n");
    assertThat(ended.stderr().lines()).singleElement().asString().contains("/dev/kvm", "emulated");
  }

  @Test
  void withoutKvmADemandedLibkrunIsRefused() {
    Failure.of(
        Failure.withOptions(List.of("--engine", "libkrun")).under(WITHOUT_KVM),
        "libkrun",
        "/dev/kvm does not exist",
        "--engine emulated");
  }
}
