package dev.hutch.bindings.krun;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.bindings.CCompiler;
import dev.hutch.bindings.ffm.CStrings;
import dev.hutch.bindings.ffm.DynamicLibrary;
import dev.hutch.bindings.krunfw.KrunfwKernel;
import dev.hutch.bindings.krunfw.KrunfwLibrary;
import dev.hutch.bindings.library.LibraryLoadException;
import dev.hutch.bindings.posix.Errno;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The calls as C sees them; that libkrun understands them is for the integration tests. */
class KrunTest {
  @TempDir Path scratch = Path.of("");

  private Path file = Path.of("");

  @BeforeEach
  void buildALibraryThatNotesItsCalls() {
    file = scratch.resolve("libkrun.so.1");
    Path source = CCompiler.MODULE.resolve("src/test/c/libkrun.c");
    CCompiler.compile(source, file, "-shared", "-fPIC", "-O2");
  }

  @Test
  void passesEveryArgumentInItsPlace() {
    KrunLibrary library = KrunLibrary.load(file, file);
    library.initLog(KrunLibrary.LOG_TO_STDERR, KrunLibrary.LOG_WARN);
    library.setLogLevel(KrunLibrary.LOG_TRACE);
    try (Krun krun = library.createCtx()) {
      krun.setVmConfig(255, 2048);
      krun.addDisk2("vda", "/proc/self/fd/7", Krun.FORMAT_RAW, true);
      krun.addDisk3("vdb", "/b", Krun.FORMAT_QCOW2, false, true, Krun.SYNC_FULL);
      krun.setKernel("/kernel", Krun.KERNEL_ELF, null, "console=hvc0 quiet");
      krun.setKernel("/kernel", Krun.KERNEL_ELF, "/initrd", "é");
      krun.disableImplicitConsole();
      krun.disableImplicitVsock();
      krun.addVsock(0);
      krun.addVirtioConsoleDefault(-1, 4, -1);
      assertThat(krun.addVirtioConsoleMultiport()).isEqualTo(3);
      krun.addConsolePortInout(3, "hutch.agent", 8, -1);
      krun.setRlimits(List.of("7=1:2", "6=3:4"));
    }
    assertThat(calls())
        .isEqualTo(
            """
            init_log -1 2 2 1
            set_log_level 5
            set_vm_config 5 255 2048
            add_disk2 5 vda /proc/self/fd/7 0 1
            add_disk3 5 vdb /b 1 0 1 2
            set_kernel 5 /kernel 1 NULL console=hvc0 quiet
            set_kernel 5 /kernel 1 /initrd é
            disable_implicit_console 5
            disable_implicit_vsock 5
            add_vsock 5 0
            add_virtio_console_default 5 -1 4 -1
            add_virtio_console_multiport 5
            add_console_port_inout 5 3 hutch.agent 8 -1
            set_rlimits 5 7=1:2 6=3:4
            free_ctx 5
            """);
  }

  @Test
  void aRefusalNamesTheFunctionTheArgumentsAndTheError() {
    KrunLibrary library = KrunLibrary.load(file, null);
    try (Krun krun = library.createCtx()) {
      assertThatThrownBy(() -> krun.addDisk2("vda", "refuse", Krun.FORMAT_RAW, true))
          .hasMessageContaining("krun_add_disk2(vda, refuse, 0, true) failed: EINVAL")
          .isInstanceOfSatisfying(
              KrunException.class,
              e -> {
                assertThat(e.errno()).isEqualTo(Errno.EINVAL);
                assertThat(e.function()).isEqualTo("krun_add_disk2");
              });
      assertThatThrownBy(() -> krun.addConsolePortInout(1, "refuse", 2, 3))
          .isInstanceOf(KrunException.class);
      assertThatThrownBy(library::getMaxVcpus).isInstanceOf(KrunException.class);
    }
  }

  @Test
  void refusesSizesThatWouldNotFitTheirType() {
    try (Krun krun = KrunLibrary.load(file, null).createCtx()) {
      assertThatThrownBy(() -> krun.setVmConfig(256, 1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> krun.setVmConfig(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void startingUsesTheContextUp() {
    Krun krun = KrunLibrary.load(file, null).createCtx();
    assertThatThrownBy(krun::startEnter)
        .isInstanceOf(KrunException.class)
        .hasMessageContaining("krun_start_enter() failed: ENOENT");
    assertThatThrownBy(krun::startEnter).isInstanceOf(IllegalStateException.class);
    krun.close();
    assertThat(calls()).isEqualTo("start_enter 5\n");
  }

  @Test
  void detectsFunctionsByTheirNames() {
    KrunLibrary library = KrunLibrary.load(file, null);
    assertThat(library.has("krun_add_disk3")).isTrue();
    assertThat(library.has("krun_of_the_future")).isFalse();
    assertThat(library.hasFeature(1)).isTrue();
    assertThat(library.hasFeature(999)).isFalse();
  }

  @Test
  void readsTheKernelOutOfLibkrunfw() {
    KrunfwLibrary library = KrunfwLibrary.load(file);
    assertThat(library.getVersion()).isEqualTo(5);
    KrunfwKernel kernel = library.getKernel();
    assertThat(kernel.loadAddress()).isEqualTo(0x100_0000);
    assertThat(kernel.entryAddress()).isEqualTo(0x100_0123);
    assertThat(kernel.image().toArray(ValueLayout.JAVA_BYTE)).asString(UTF_8).isEqualTo("kernel");
    assertThatThrownBy(() -> kernel.image().set(ValueLayout.JAVA_BYTE, 0, (byte) 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysWhichLibraryIsCorrupt() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Path half = Files.write(scratch.resolve("half.so"), List.of("not", "a library"));
    Path cut = Files.write(scratch.resolve("cut.so"), java.util.Arrays.copyOf(whole, 300));
    for (Path corrupt : List.of(half, cut)) {
      assertThatThrownBy(() -> KrunLibrary.load(corrupt, null))
          .isInstanceOf(LibraryLoadException.class)
          .hasMessageContaining(corrupt.toString());
      assertThatThrownBy(() -> KrunLibrary.load(file, corrupt))
          .isInstanceOf(LibraryLoadException.class)
          .hasMessageContaining(corrupt.toString());
    }
  }

  private String calls() {
    return CStrings.at(DynamicLibrary.open(file.toString()).pointer("calls_so_far").call());
  }
}
