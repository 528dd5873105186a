package dev.hutch.vmm.natives;

import static dev.hutch.vmm.natives.NativeKind.LIBKRUN;
import static dev.hutch.vmm.natives.NativeKind.LIBKRUNFW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.vmm.cache.PreparationException;
import dev.hutch.vmm.natives.NativeLibrary.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {
  private final List<String> said = new ArrayList<>();
  @TempDir Path home;

  @Test
  void anInstalledOneWithEveryFunctionIsUsed() throws IOException {
    Path library = StubLibrary.make(home.resolve("lib/libkrun.so.1"), LIBKRUN.symbols());
    assertThat(onSystemWith(library).find(LIBKRUN, Optional.empty()))
        .hasValueSatisfying(
            found -> {
              assertThat(found.path()).isEqualTo(library);
              assertThat(found.origin()).isEqualTo(Origin.SYSTEM);
            });
    assertThat(said).isEmpty();
  }

  @Test
  void anInstalledOneThatLacksAFunctionIsPassedOverSayingWhich() throws IOException {
    List<String> older = new ArrayList<>(LIBKRUN.symbols());
    older.remove("krun_add_virtio_console_multiport");
    Path library = StubLibrary.make(home.resolve("lib/libkrun.so.1"), older);
    assertThat(onSystemWith(library).find(LIBKRUN, Optional.empty())).isEmpty();
    assertThat(said)
        .containsExactly(
            "not using "
                + library
                + ": it lacks krun_add_virtio_console_multiport of libkrun 1.17 or later, built"
                + " with block devices");
  }

  @Test
  void theOptionBeatsTheEnvironmentWhichBeatsTheSystem() throws IOException {
    Path installed = StubLibrary.make(home.resolve("lib/libkrunfw.so.5"), LIBKRUNFW.symbols());
    Path environment = StubLibrary.make(home.resolve("env/fw.so"), LIBKRUNFW.symbols());
    Path option = StubLibrary.make(home.resolve("option/fw.so"), LIBKRUNFW.symbols());
    NativeLibraries libraries =
        new NativeLibraries(
            home,
            Map.of("HUTCH_LIBKRUNFW", environment.toString()),
            system(installed.resolveSibling("")),
            said::add);
    assertThat(libraries.require(LIBKRUNFW, Optional.of(option)).path()).isEqualTo(option);
    NativeLibrary second = libraries.require(LIBKRUNFW, Optional.empty());
    assertThat(second.path()).isEqualTo(environment);
    assertThat(second.origin()).isEqualTo(Origin.ENVIRONMENT);
  }

  @Test
  void aNamedOneThatWillNotDoIsRefusedWithTheReasonAndNothingElseIsTried() throws IOException {
    Path good = StubLibrary.make(home.resolve("lib/libkrun.so.1"), LIBKRUN.symbols());
    Path old = StubLibrary.make(home.resolve("old.so"), List.of("krun_create_ctx"));
    Path text = Files.writeString(home.resolve("text"), "x".repeat(100));
    Path none = home.resolve("none");
    NativeLibraries libraries = onSystemWith(good);
    assertRefused(libraries, old, "it lacks krun_free_ctx, krun_set_vm_config");
    assertRefused(libraries, text, "not a 64-bit ELF library");
    assertRefused(libraries, none, "there is no such file");
    assertRefused(libraries, home, "directory");
  }

  @Test
  void whatALibraryNeedsAndIsNotInstalledIsNamed() throws IOException {
    Path needed =
        StubLibrary.make(home.resolve("cap/x.so"), List.of(), "-Wl,-soname,libcap-ng.so.0");
    Path library =
        StubLibrary.make(
            home.resolve("lib/libkrun.so.1"),
            LIBKRUN.symbols(),
            "-nodefaultlibs",
            "-Wl,--no-as-needed",
            needed.toString());
    NativeLibraries libraries =
        new NativeLibraries(
            home, Map.of(), new SystemLibraries(List.of(home.resolve("lib"))), said::add);
    assertThatThrownBy(() -> libraries.find(LIBKRUN, Optional.empty()))
        .isInstanceOf(PreparationException.class)
        .hasMessageContaining(library + " needs libcap-ng.so.0, which is not installed")
        .hasMessageContaining("apt-get install libcap-ng0");
  }

  @Test
  void withoutNpmTheCommandThatInstallsItIsNamed() {
    NativeLibraries libraries =
        new NativeLibraries(
            home, Map.of("PATH", home.toString()), new SystemLibraries(List.of()), said::add);
    assertThatThrownBy(() -> libraries.require(LIBKRUNFW, Optional.empty()))
        .isInstanceOf(PreparationException.class)
        .hasMessageContaining("libkrunfw 5")
        .hasMessageContaining("apt-get install npm");
  }

  private NativeLibraries onSystemWith(Path library) {
    return new NativeLibraries(home, Map.of(), system(library.resolveSibling("")), said::add);
  }

  private static SystemLibraries system(Path directory) {
    List<Path> directories = new ArrayList<>(List.of(directory));
    directories.addAll(SystemLibraries.of("").directories());
    return new SystemLibraries(directories);
  }

  private static void assertRefused(NativeLibraries libraries, Path option, String reason) {
    assertThatThrownBy(() -> libraries.require(LIBKRUN, Optional.of(option)))
        .isInstanceOf(PreparationException.class)
        .hasMessageContaining(option + " (named by the option) cannot be used")
        .hasMessageContaining(reason);
  }
}
