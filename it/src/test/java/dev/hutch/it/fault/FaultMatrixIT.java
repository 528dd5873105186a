package dev.hutch.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.it.leak.LeakGuard;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * At every point of a box's life one process is killed or frozen: after each, others see the truth,
 * one forced removal leaves nothing, and what was frozen does no harm.
 */
@ExtendWith(LeakGuard.class)
class FaultMatrixIT {
  @ParameterizedTest(name = "detached: {0}")
  @ValueSource(booleans = {false, true})
  void everyFaultIsSurvived(boolean detached) {
    List<Cell> cells = Cell.all().stream().filter(cell -> cell.detached() == detached).toList();
    MatrixTable table = Matrix.of(cells).table();
    assertThat(table.wrong()).isEmpty();
    assertThat(table.outcomes()).hasSameSizeAs(cells);
  }
}
