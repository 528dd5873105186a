package dev.hutch.bindings.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.bindings.library.LibraryLoadException;
import dev.hutch.bindings.posix.Errno;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class NativeFunctionTest {
  private static final int CALLS = 200_000;

  @Test
  void eachThreadSeesItsOwnErrno() throws Exception {
    NativeFunction close = NativeFunction.ofInt("close");
    NativeFunction kill = NativeFunction.ofInt("kill");
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Callable<Integer> badDescriptor = () -> wrongAnswers(close, -1, 0, Errno.EBADF);
      Callable<Integer> badSignal = () -> wrongAnswers(kill, 1, 9999, Errno.EINVAL);

      List<Integer> wrong = new ArrayList<>();
      for (Future<Integer> answer : threads.invokeAll(List.of(badDescriptor, badSignal))) {
        wrong.add(answer.get());
      }
      assertThat(wrong).containsExactly(0, 0);
    }
  }

  private static int wrongAnswers(NativeFunction function, long a, long b, int errno) {
    int wrong = 0;
    for (int i = 0; i < CALLS; i++) {
      if (function.call(a, b) != -errno) {
        wrong++;
      }
    }
    return wrong;
  }

  @Test
  void readsTheUpperHalfOfTheRegisterOnlyOfLongs() {
    // labs and abs of the same 64 bits: an int function must not see, or return, the upper half.
    long value = 0x7_0000_0005L;
    assertThat(NativeFunction.ofInt("abs").call(value)).isEqualTo(5);
    assertThat(NativeFunction.ofLong("labs").call(value)).isEqualTo(value);
  }

  @Test
  void passesASeventhArgument() {
    try (Arena arena = Arena.ofConfined()) {
      var text = arena.allocate(64);
      var format = CStrings.allocate(arena, "%ld %ld %ld %ld");
      NativeFunction.ofInt("snprintf")
          .call(text.address(), text.byteSize(), format.address(), 4, 5, 6, 7);
      assertThat(text.getString(0)).isEqualTo("4 5 6 7");
    }
  }

  @Test
  void namesAFunctionThatIsMissing() {
    NativeFunction missing = NativeFunction.ofInt("no_such_function");
    assertThatThrownBy(missing::call)
        .isInstanceOf(UnsatisfiedLinkError.class)
        .hasMessageContaining("no_such_function");
  }

  @Test
  void saysWhyALibraryCannotBeLoaded() {
    assertThatThrownBy(() -> DynamicLibrary.open("/etc/passwd"))
        .isInstanceOf(LibraryLoadException.class)
        .hasMessageMatching(".*/etc/passwd.*(ELF|short).*");
    assertThatThrownBy(() -> DynamicLibrary.open("/no/lib.so"))
        .hasMessageContaining("No such file");
  }

  @Test
  void findsFunctionsOfALibraryByName() {
    DynamicLibrary library = DynamicLibrary.open("libc.so.6");
    assertThat(library.has("getpid")).isTrue();
    assertThat(library.has("krun_create_ctx")).isFalse();
    assertThat(library.code("getpid").call()).isEqualTo(ProcessHandle.current().pid());
    assertThatThrownBy(() -> library.code("krun_create_ctx"))
        .isInstanceOf(UnsatisfiedLinkError.class)
        .hasMessageContaining("libc.so.6 has no function krun_create_ctx");
  }

  @Test
  void refusesAStringThatCWouldCutShort() {
    try (Arena arena = Arena.ofConfined()) {
      assertThatThrownBy(() -> CStrings.allocate(arena, "a\0b"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
