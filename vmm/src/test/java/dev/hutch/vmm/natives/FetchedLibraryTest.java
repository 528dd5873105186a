package dev.hutch.vmm.natives;

import static dev.hutch.vmm.natives.NativeKind.LIBKRUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.vmm.cache.PreparationException;
import dev.hutch.vmm.cache.Sha256;
import dev.hutch.vmm.natives.NativeLibrary.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetches libkrun for real, with npm. */
class FetchedLibraryTest {
  private static final Map<String, String> NO_NPM = Map.of("PATH", "");

  private final List<String> said = new ArrayList<>();
  @TempDir Path home;

  @Test
  void isFetchedOnceVerifiedAndFetchedAgainWhenSpoiled() throws IOException {
    NativeLibrary library = libraries(System.getenv()).require(LIBKRUN, Optional.empty());
    assertThat(library.origin()).isEqualTo(Origin.CACHE);
    assertThat(library.licence()).isEqualTo("Apache-2.0");
    assertThat(library.path().getFileName()).hasToString("libkrun.so.1");
    assertThat(said)
        .singleElement()
        .asString()
        .contains("fetching libkrun 1.17.4 (Apache-2.0)", "npm package @", "8 MB");
    assertNothingElseIn(home);

    said.clear();
    assertThat(libraries(NO_NPM).require(LIBKRUN, Optional.empty())).isEqualTo(library);
    assertThat(said).isEmpty();

    spoil(library.path());
    assertThat(libraries(System.getenv()).require(LIBKRUN, Optional.empty())).isEqualTo(library);
    assertThat(Sha256.of(library.path())).isEqualTo(NpmLibrary.of(LIBKRUN).sha256());
    assertThat(said).hasSize(2).first().asString().contains("is corrupt and will be fetched again");

    spoil(library.path());
    assertThatThrownBy(() -> libraries(NO_NPM).require(LIBKRUN, Optional.empty()))
        .isInstanceOf(PreparationException.class)
        .hasMessageContaining("apt-get install npm");
  }

  @Test
  void ofAnotherContentIsRefusedAndNothingIsLeft() throws IOException {
    Path tarball = Files.writeString(home.resolve("other.tgz"), "something else");
    Path target = home.resolve("natives/x/libkrun.so.1");
    assertThatThrownBy(() -> NpmLibrary.of(LIBKRUN).install(tarball, target))
        .isInstanceOf(PreparationException.class)
        .hasMessageContaining("npm package @earendil-works/gondolin-krun-runner-linux-x64@0.12.0")
        .hasMessageContaining(Sha256.of(tarball));
    assertThat(target.getParent()).doesNotExist();
  }

  @Test
  void ofAPackageThatIsNotThereSaysWhatNpmSaid() {
    NpmLibrary absent =
        new NpmLibrary("x", "none", "@hutch-test/absent@0.0.1", "1", "0", "package/x", "0");
    assertThatThrownBy(() -> absent.fetch(home.resolve("natives/x"), System.getenv(), said::add))
        .isInstanceOf(PreparationException.class)
        .hasMessageContaining("npm pack @hutch-test/absent@0.0.1")
        .hasMessageContaining("failed with exit code");
    assertThat(home.resolve("natives")).isEmptyDirectory();
  }

  private NativeLibraries libraries(Map<String, String> environment) {
    List<Path> withoutLibkrun =
        SystemLibraries.of("").directories().stream()
            .filter(directory -> !Files.exists(directory.resolve("libkrun.so.1")))
            .toList();
    Map<String, String> others = new HashMap<>(environment);
    others.remove(LIBKRUN.variable());
    return new NativeLibraries(home, others, new SystemLibraries(withoutLibkrun), said::add);
  }

  /** Changes one byte and sets the times back, as a careless restore would. */
  private static void spoil(Path file) throws IOException {
    FileTime modified = Files.getLastModifiedTime(file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, modified);
  }

  private static void assertNothingElseIn(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("libkrun.so.1", "libkrun.so.1.seal");
    }
  }
}
