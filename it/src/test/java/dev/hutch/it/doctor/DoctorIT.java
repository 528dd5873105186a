package dev.hutch.it.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.it.Ended;
import dev.hutch.it.HutchCommand;
import dev.hutch.it.leak.LeakGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code hutch doctor} tells what this host can do, changes nothing, and its exit code says it. */
@ExtendWith(LeakGuard.class)
class DoctorIT {
  private static final List<String> CHECKS =
      List.of(
          "kvm",
          "qemu",
          "bwrap",
          "cgroup",
          "mke2fs",
          "mkfs.erofs",
          "busybox",
          "libkrun",
          "libkrunfw",
          "memory",
          "home",
          "home-length",
          "engine");

  @Test
  void aHostThatCanRunBoxesIsHealthyAndEachCheckIsALine() {
    Ended ended = HutchCommand.of("doctor").run();
    assertThat(ended.exit()).as(ended::toString).isZero();
    assertThat(ended.stderr()).isEmpty();
    assertThat(ended.lines())
        .allMatch(line -> line.matches("(ok|warning) +[a-z2.-]+ +\\S.*| +-> \\S.*"));
    for (String check : CHECKS) {
      assertThat(ended.lines()).anyMatch(line -> line.matches("\\w+ +" + check + " .*"));
    }
  }

  @Test
  void jsonHasEveryCheckWithItsResultAndRemedy() {
    Ended ended = HutchCommand.of("doctor", "--json").run();
    assertThat(ended.exit()).isZero();
    List<Map<?, ?>> checks = checks(ended);
    assertThat(checks).extracting(check -> name(check)).containsAll(CHECKS).doesNotHaveDuplicates();
    assertThat(checks)
        .allSatisfy(
            check -> {
              assertThat(check.keySet())
                  .map(Object::toString)
                  .containsExactlyInAnyOrder("name", "outcome", "detail", "remedy");
              assertThat(check.get("outcome")).isIn("ok", "warning");
              assertThat(check.get("detail")).asString().isNotBlank();
              if (!"ok".equals(check.get("outcome"))) {
                assertThat(check.get("remedy")).asString().isNotBlank();
              }
            });
  }

  @Test
  void aHomeThatCannotBeUsedIsASicknessWithARemedy() {
    Ended ended = HutchCommand.of("doctor", "--json", "--home", "/proc/\"hutch\"").run();
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(checks(ended))
        .filteredOn(check -> name(check).equals("home"))
        .singleElement()
        .satisfies(
            check -> {
              assertThat(check.get("outcome")).isEqualTo("failed");
              assertThat(check.get("remedy")).asString().contains("--home or HUTCH_HOME");
            });
  }

  @Test
  void aDemandedEngineThatCannotRunIsASickness() {
    Ended ended =
        HutchCommand.of("doctor", "--engine", "libkrun")
            .under("bwrap", "--dev-bind", "/", "/", "--dev", "/dev")
            .run();
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.stdout())
        .containsPattern("FAILED +kvm +/dev/kvm does not exist")
        .containsPattern("FAILED +engine ");
  }

  @Test
  void wordsItDoesNotTakeAreRefused() {
    Ended ended = HutchCommand.of("doctor", "now").run();
    assertThat(ended.exit()).isEqualTo(125);
    assertThat(ended.stderr()).contains("'now'", "hutch doctor --help");
  }

  private static List<Map<?, ?>> checks(Ended ended) {
    List<Map<?, ?>> checks = new ArrayList<>();
    for (Object element : (List<?>) JsonText.read(ended.stdout())) {
      checks.add((Map<?, ?>) element);
    }
    return checks;
  }

  private static String name(Map<?, ?> check) {
    return Objects.requireNonNull(check.get("name")).toString();
  }
}
