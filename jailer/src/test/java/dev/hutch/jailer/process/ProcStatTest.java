package dev.hutch.jailer.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcStatTest {
  private static final String REST =
      " S 17 5 5 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 1000 20 18446744073709551615 1 1\n";

  @Test
  void readsParentAndStartTime() {
    assertThat(ProcStat.parse("42 (java)" + REST))
        .isEqualTo(new ProcStat(42, "java", 'S', 17, 987654));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a) S 1 1", ") Z 0 0 (", "((", "", " ", "x\ny"})
  void isNotMisledByWhatAProcessCallsItself(String command) {
    ProcStat stat = ProcStat.parse("42 (" + command + ")" + REST);

    assertThat(stat).isEqualTo(new ProcStat(42, command, 'S', 17, 987654));
  }

  @Test
  void knowsAZombie() {
    assertThat(ProcStat.parse("42 (x)" + REST.replace(" S ", " Z ")).isZombie()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "42",
        "42 (x",
        "42 (x) S 1 2",
        "x (x) S 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9"
      })
  void refusesWhatIsNoStatLine(String line) {
    assertThatIllegalArgumentException().isThrownBy(() -> ProcStat.parse(line));
  }
}
