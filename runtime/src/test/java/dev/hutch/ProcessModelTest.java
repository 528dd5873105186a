package dev.hutch;

import dev.hutch.model.BoxSide;
import dev.hutch.model.ProcessMachine;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command in a box does as a process of the JDK does, whatever is done to it. */
@Timeout(120)
class ProcessModelTest extends WithPlainAgent {
  private static final int STEPS = 150;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void doesAsTheJdksOwn(long seed) {
    ProcessMachine.run(seed, STEPS, new BoxSide(box::exec));
  }
}
