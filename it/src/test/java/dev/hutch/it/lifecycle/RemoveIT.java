package dev.hutch.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.Box;
import dev.hutch.BoxRunningException;
import dev.hutch.BoxState;
import dev.hutch.Hutch;
import dev.hutch.NoSuchBoxException;
import dev.hutch.it.box.Boxes;
import dev.hutch.it.leak.BoxLook;
import dev.hutch.it.leak.LeakGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Without force, removal takes only what does not run. */
@ExtendWith(LeakGuard.class)
class RemoveIT {
  @Test
  void aBoxThatRunsIsNotRemovedUnlessForced() {
    try (Hutch hutch = Boxes.open(0)) {
      Box box = hutch.start(Boxes.detached().name("removed"));
      assertThatThrownBy(box::remove)
          .isInstanceOf(BoxRunningException.class)
          .hasMessageContaining(box.id());
      assertThat(box.run("true").ok()).isTrue();
      box.kill();
      assertThat(box.state()).isEqualTo(BoxState.STOPPED);
      box.remove();
      assertThat(BoxLook.at(box.id()).isNothing()).isTrue();
      assertThatThrownBy(() -> hutch.box("removed")).isInstanceOf(NoSuchBoxException.class);
      assertThatThrownBy(box::info).isInstanceOf(NoSuchBoxException.class);
      assertThatThrownBy(() -> box.remove(true)).isInstanceOf(NoSuchBoxException.class);
    }
  }

  @Test
  void aBoxThatWasNeverStartedIsRemoved() {
    try (Hutch hutch = Boxes.observer()) {
      Box box = hutch.create(Boxes.small());
      assertThat(box.state()).isEqualTo(BoxState.CREATED);
      box.close();
      assertThat(BoxLook.at(box.id()).isThere()).as("closing gives the handle back").isTrue();
      hutch.box(box.id()).remove();
      assertThat(BoxLook.at(box.id()).isNothing()).isTrue();
    }
  }
}
