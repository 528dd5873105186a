package dev.hutch.jailer.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.bindings.posix.Posix;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcStatusTest {
  @Test
  void readsUserAndPidsWhereverTheyStand() {
    assertThat(parse("Name:\tx\nUid:\t1000\t0\t0\t0\nGid:\t1\nNSpid:\t77\t2\nNSsid:\t1\n"))
        .isEqualTo(new ProcStatus(1000, List.of(77, 2)));
    assertThat(parse("NSpid:\t77\nUid:\t0\t0\t0\t0")).isEqualTo(new ProcStatus(0, List.of(77)));
  }

  @Test
  void believesTheBeginningOfALineOnly() {
    assertThat(parse("Name:\tUid: 5\nUid:\t7\t7\t7\t7\n").userId()).isEqualTo(7);
    assertThat(parse("Name:\tNSpid: 5\n").namespacePids()).isEmpty();
  }

  @Test
  void whatIsNotToldIsNotGuessed() {
    assertThat(parse("")).isEqualTo(new ProcStatus(-1, List.of()));
    assertThat(parse("NSpid:\n").namespacePids()).isEmpty();
  }

  @Test
  void readsThisProcess() {
    int self = Math.toIntExact(ProcessHandle.current().pid());
    ProcStatus status = ProcessTable.HOST.status(self).orElseThrow();
    assertThat(status.userId()).isEqualTo(Posix.getuid());
    assertThat(status.namespacePids()).startsWith(self);
  }

  private static ProcStatus parse(String content) {
    return ProcStatus.parse(content.getBytes(US_ASCII));
  }
}
