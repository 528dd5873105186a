package dev.hutch.it.exec;

import dev.hutch.Box;
import dev.hutch.it.box.OneBox;
import dev.hutch.it.leak.LeakGuard;
import dev.hutch.model.BoxSide;
import dev.hutch.model.ProcessMachine;
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
      ProcessMachine.run(seed, STEPS, new BoxSide(box::exec));
    }
  }

  /** Another life in each run; one that fails tells its seed. */
  @Test
  void doesAsTheJdksOwnWhateverItMeets(Box box) {
    ProcessMachine.run(new Random().nextLong(), STEPS, new BoxSide(box::exec));
  }
}
