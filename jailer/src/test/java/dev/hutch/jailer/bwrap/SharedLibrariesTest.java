package dev.hutch.jailer.bwrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.jailer.JailerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedLibrariesTest {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final Path JVM =
      Path.of(System.getProperty("java.home"), "lib", "server", "libjvm.so");

  private final SharedLibraries libraries = new SharedLibraries();
  @TempDir private Path directory;

  @Test
  void includeTheLoaderAndTheLibraryOfC() {
    assertThat(names(libraries.of(JAVA)))
        .contains("libc.so.6", "libjli.so")
        .anyMatch(SharedLibrariesTest::isLoader);
    assertThat(libraries.of(JAVA)).allMatch(Path::isAbsolute).allMatch(Files::exists);
  }

  @Test
  void includeWhatALibraryOpenedLaterNeeds() {
    assertThat(names(libraries.of(JAVA))).doesNotContain("libm.so.6");
    assertThat(names(libraries.of(JAVA, List.of(JVM)))).contains("libm.so.6", "libjvm.so");
  }

  @Test
  void areAskedForOnce() {
    assertThat(libraries.of(JAVA)).isSameAs(libraries.of(JAVA));
  }

  @Test
  void areNoneForWhatIsNotAProgram() throws Exception {
    assertThat(libraries.of(Files.writeString(directory.resolve("script"), "#!/bin/sh\n")))
        .isEmpty();
    assertThat(libraries.of(Files.createFile(directory.resolve("empty")))).isEmpty();
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    Path missing = directory.resolve("missing");

    assertThatThrownBy(() -> libraries.of(missing))
        .isInstanceOf(JailerException.class)
        .hasMessageContaining(missing.toString());
  }

  @Test
  void aDamagedProgramIsNoReasonToHang() throws Exception {
    byte[] java = Files.readAllBytes(JAVA);
    for (int at = 16; at < 64; at++) {
      byte[] damaged = java.clone();
      damaged[at] = (byte) 0xff;
      Files.write(directory.resolve("damaged"), damaged);
      assertThat(ElfInterpreter.of(directory.resolve("damaged"))).isNotNull();
    }
  }

  @Test
  void theLoadersWordsAreUnderstood() {
    String text =
        """
        \tlinux-vdso.so.1 (0x00007ffe)
        \tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f01)
        \tlibjli.so => /opt/a b/bin/../lib/libjli.so (0x00007f02)
        \t/lib64/ld-linux-x86-64.so.2 (0x00007f03)
        """;

    assertThat(LoaderList.parse(text))
        .containsExactly(
            Path.of("/lib/x86_64-linux-gnu/libc.so.6"),
            Path.of("/opt/a b/lib/libjli.so"),
            Path.of("/lib64/ld-linux-x86-64.so.2"));
    assertThatThrownBy(() -> LoaderList.parse("\tlibx.so.1 => not found\n"))
        .hasMessageContaining("libx.so.1");
  }

  private static List<String> names(Set<Path> files) {
    return files.stream().map(file -> String.valueOf(file.getFileName())).toList();
  }

  private static boolean isLoader(String name) {
    return name.startsWith("ld-");
  }
}
