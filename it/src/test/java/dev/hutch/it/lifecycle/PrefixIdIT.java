package dev.hutch.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.Box;
import dev.hutch.BoxState;
import dev.hutch.Hutch;
import dev.hutch.NoSuchBoxException;
import dev.hutch.it.box.Boxes;
import dev.hutch.it.leak.LeakGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code box-1} is not {@code box-10}. */
@ExtendWith(LeakGuard.class)
class PrefixIdIT {
  @Test
  void aProcessNamedByALongerOrShorterIdIsNeverTakenForTheBoxs() throws Exception {
    try (Hutch hutch = Boxes.open(0)) {
      Box box = hutch.start(Boxes.detached());
      Process longer = Bystander.jailedNaming(box.id() + "0");
      Process shorter = Bystander.jailedNaming(box.id().substring(0, 19));
      Process inside = Bystander.jailedNaming("--box=" + box.id(), "/boxes/" + box.id());
      try {
        box.kill();
        assertThat(box.state()).isEqualTo(BoxState.STOPPED);
        box.remove(true);
        assertThat(longer.isAlive()).isTrue();
        assertThat(shorter.isAlive()).isTrue();
        assertThat(inside.isAlive()).isTrue();
      } finally {
        longer.destroyForcibly().waitFor();
        shorter.destroyForcibly().waitFor();
        inside.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void aBoxIsNotFoundByAPartOfItsIdOrName() {
    try (Hutch hutch = Boxes.observer()) {
      Box box = hutch.create(Boxes.small().name("box-10"));
      assertThatThrownBy(() -> hutch.box("box-1")).isInstanceOf(NoSuchBoxException.class);
      assertThatThrownBy(() -> hutch.box(box.id().substring(0, 12)))
          .isInstanceOf(NoSuchBoxException.class);
      assertThat(hutch.box("box-10").id()).isEqualTo(box.id());
      box.remove();
    }
  }
}
