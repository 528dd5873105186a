package dev.hutch.jailer.bwrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hutch.jailer.BoxId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class JailCommandTest {
  private static final BoxId BOX = new BoxId("box-1");
  private static final Bubblewrap BWRAP = new Bubblewrap(Path.of("/usr/bin/bwrap"), true);
  private static final JailSpec SPEC = JailSpec.of(BOX, List.of("/bin/java", "-Xint", "Main"));

  @Test
  void endsWithTheCommandAndTheBoxId() {
    assertThat(arguments(SPEC))
        .endsWith("--info-fd", "3", "--", "/bin/java", "-Xint", "Main", "box-1");
  }

  @Test
  void aDetachedJailDoesNotDieWithItsParent() {
    assertThat(arguments(SPEC)).contains("--die-with-parent");
    assertThat(arguments(SPEC.withDiesWithParent(false))).doesNotContain("--die-with-parent");
  }

  @Test
  void bindsEachPathOnceAndNothingBelowAnother() {
    JailSpec spec =
        SPEC.withReadOnly(
            List.of(Path.of("/a/b/c"), Path.of("/a/b"), Path.of("/a/bc"), Path.of("/x/../a/b")));

    assertThat(String.join(" ", arguments(spec)))
        .contains("--ro-bind /a/b /a/b --ro-bind /a/bc /a/bc --proc")
        .doesNotContain("/a/b/c");
  }

  @Test
  void aDeviceIsBoundAsOne() {
    assertThat(String.join(" ", arguments(SPEC.withDevice(Path.of("/dev/kvm")))))
        .contains("--dev-bind /dev/kvm /dev/kvm");
    assertThat(arguments(SPEC)).doesNotContain("--dev-bind", "--dev");
  }

  @Test
  void anOlderBubblewrapIsNotAskedForWhatItDoesNotKnow() {
    Bubblewrap older = new Bubblewrap(BWRAP.program(), false);

    assertThat(JailCommand.arguments(older, SPEC, 3)).doesNotContain("--disable-userns");
  }

  @Test
  void aJailThatCannotBeBuiltIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> JailSpec.of(BOX, List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JailSpec.of(BOX, List.of("java")))
        .withMessageContaining("absolute");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JailSpec.of(BOX, List.of("/bin/java", "a\0b")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SPEC.withReadOnly(List.of(Path.of("relative"))));
  }

  private static List<String> arguments(JailSpec spec) {
    return JailCommand.arguments(BWRAP, spec, 3);
  }
}
