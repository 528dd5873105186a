package dev.hutch;

import dev.hutch.model.ProcessMachine;
import dev.hutch.model.Side;
import java.io.IOException;
import java.util.List;
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
    ProcessMachine.run(seed, STEPS, new Commands());
  }

  private final class Commands implements Side {
    @Override
    public Process start(List<String> arguments) throws IOException {
      try {
        return box.exec(Command.of(arguments));
      } catch (CommandNotStartedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void destroy(Process process) {
      process.destroy();
    }

    @Override
    public void destroyForcibly(Process process) {
      process.destroyForcibly();
    }

    @Override
    public void signal(Process process, int number) {
      ((BoxProcess) process).signal(number);
    }
  }
}
