package dev.hutch.jailer.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.jailer.BoxId;
import dev.hutch.jailer.Deadline;
import dev.hutch.jailer.StandIn;
import dev.hutch.jailer.bwrap.JailSpec;
import dev.hutch.jailer.process.ProcessTable;
import dev.hutch.jailer.supervisor.ShimProcess;
import dev.hutch.jailer.supervisor.Supervisor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShimSearchTest {
  private final ShimSearch search = new ShimSearch(ProcessTable.HOST);
  private final BoxId box = StandIn.freshId();
  private final Supervisor supervisor = new Supervisor();

  @AfterEach
  void close() {
    supervisor.close();
    assertThat(supervisor.awaitReaped(box, Deadline.in(StandIn.LONG))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void findsTheShimThatThePidFileWouldName(boolean reaper) {
    JailSpec jail = StandIn.idle(box).withReaper(reaper);
    try (ShimProcess shim = StandIn.warm(supervisor.start(StandIn.BUBBLEWRAP, jail))) {
      assertThat(search.find(box)).isPresent().isEqualTo(shim.identity(Deadline.in(StandIn.LONG)));
    }
  }

  @Test
  void neverFindsTheShimOfABoxWhoseIdBeginsTheSame() {
    BoxId longer = new BoxId(box + "0");
    try (ShimProcess shim =
        StandIn.warm(supervisor.start(StandIn.BUBBLEWRAP, StandIn.idle(longer)))) {
      assertThat(shim.onExit()).isNotDone();
      assertThat(search.find(box)).isEmpty();
    }
  }

  @Test
  void findsNoneWhereNoneIs() {
    assertThat(search.find(box)).isEmpty();
  }
}
