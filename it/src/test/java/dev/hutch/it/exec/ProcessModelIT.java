package dev.hutch.it.exec;

import dev.hutch.Box;
import dev.hutch.BoxProcess;
import dev.hutch.Command;
import dev.hutch.CommandNotStartedException;
import dev.hutch.it.box.OneBox;
import dev.hutch.it.leak.LeakGuard;
import dev.hutch.model.ProcessMachine;
import dev.hutch.model.Side;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A command in a real box does as a process of the JDK does. */
@ExtendWith({LeakGuard.class, OneBox.class})
class ProcessModelIT {
  private static final int STEPS = 150;

  @Test
  void doesAsTheJdksOwn(Box box) {
    for (long seed = 1; seed <= 4; seed++) {
      ProcessMachine.run(seed, STEPS, new Commands(box));
    }
  }

  /** Another life in each run; one that fails tells its seed. */
  @Test
  void doesAsTheJdksOwnWhateverItMeets(Box box) {
    ProcessMachine.run(new Random().nextLong(), STEPS, new Commands(box));
  }

  private static final class Commands implements Side {
    private final Box box;

    Commands(Box box) {
      this.box = box;
    }

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
