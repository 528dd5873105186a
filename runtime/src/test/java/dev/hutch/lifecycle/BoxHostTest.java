package dev.hutch.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.BoxInfo;
import dev.hutch.BoxRunningException;
import dev.hutch.BoxState;
import dev.hutch.NameInUseException;
import dev.hutch.NoSuchBoxException;
import dev.hutch.home.BoxDirectory;
import dev.hutch.jailer.lock.BoxLock;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoxHostTest extends WithBoxHost {
  @Test
  void aBoxIsFoundByItsIdAndItsName() {
    BoxDirectory box = PlainBoxes.make(host, "web");
    assertThat(host.find(box.id())).contains(box);
    assertThat(host.find("web")).contains(box);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../boxes", "/", "web2", "we", "abcdefghij234567abcd", "."})
  void nothingElseFindsABox(String text) {
    BoxDirectory box = PlainBoxes.make(host, "web");
    assertThat(host.find(text)).isEmpty();
    assertThat(host.find(box.id().substring(0, 12))).as("a part of an id").isEmpty();
  }

  @Test
  void aNewNameReplacesTheOld() {
    BoxDirectory box = PlainBoxes.make(host, "web");
    new Renaming(host).rename(box, "api");
    assertThat(host.find("api")).contains(box);
    assertThat(host.find("web")).isEmpty();
    assertThat(host.home().names().all()).containsExactly("api");
  }

  @Test
  void aNameInUseLeavesBothBoxesAsTheyWere() {
    BoxDirectory box = PlainBoxes.make(host, "web");
    BoxDirectory other = PlainBoxes.make(host, "api");
    assertThatThrownBy(() -> new Renaming(host).rename(box, "api"))
        .isInstanceOf(NameInUseException.class)
        .hasMessageContaining("'api'");
    assertThat(host.find("web")).contains(box);
    assertThat(host.find("api")).contains(other);
  }

  @Test
  void aBoxWithoutANameLeavesNoFileForOne() {
    BoxDirectory box = PlainBoxes.make(host, "web");
    new Renaming(host).rename(box, "");
    assertThat(host.home().names().all()).isEmpty();
    assertThat(host.find(box.id())).contains(box);
  }

  @Test
  void aBoxInUseIsNotRemoved() {
    BoxDirectory box = PlainBoxes.make(host, "");
    try (BoxLock held = BoxLock.acquire(box.lock())) {
      assertThatThrownBy(() -> new Removal(host).remove(box))
          .isInstanceOf(BoxRunningException.class)
          .hasMessageContainingAll(box.id(), "by force");
      assertThat(held.path()).exists();
    }
    assertThat(box.record()).exists();
  }

  @Test
  void aBoxIsRemovedOnce() {
    BoxDirectory box = PlainBoxes.make(host, "");
    new Removal(host).remove(box);
    assertThat(host.home().boxes()).isEmptyDirectory();
    assertThatThrownBy(() -> new Removal(host).remove(box)).isInstanceOf(NoSuchBoxException.class);
    assertThatThrownBy(() -> new Removal(host).force(box)).isInstanceOf(NoSuchBoxException.class);
  }

  @Test
  void aRecordThatCannotBeReadMakesNoBoxDisappear() throws IOException {
    BoxDirectory box = PlainBoxes.make(host, "web");
    Files.writeString(box.record(), "hutch-box=1\nid=");
    BoxInfo info = new StateReader(host).all().getFirst();
    assertThat(info.id()).isEqualTo(box.id());
    assertThat(info.state()).isEqualTo(BoxState.FAILED);
    assertThat(info.failure().orElseThrow().message()).contains(box.record().toString());
    new Removal(host).remove(box);
    assertThat(host.home().boxes()).isEmptyDirectory();
  }
}
