package dev.hutch.it.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.Box;
import dev.hutch.it.box.OneBox;
import dev.hutch.it.leak.LeakGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A stream through a box, however long; {@code -Dhutch.it.stream.mib=1024} for a GiB. */
@ExtendWith({LeakGuard.class, OneBox.class})
class LongStreamIT {
  private static final int MIB = Integer.getInteger("hutch.it.stream.mib", 128);

  @Test
  void comesBackByteForByteAndTakesNoMemory(Box box) throws Exception {
    Passage passage = Passage.through(box, MIB);
    assertThat(passage.received()).isEqualTo(passage.sent());
    assertThat(passage.heapGrowth()).isLessThan(4L << 20);
    assertThat(passage.shimGrowth()).isLessThan(16L << 20);
  }
}
