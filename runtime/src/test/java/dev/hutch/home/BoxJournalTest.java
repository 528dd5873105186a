package dev.hutch.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.vmm.journal.JournalEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoxJournalTest {
  @TempDir private Path directory;

  @Test
  void ofABoxThatWasNeverStartedIsEmpty() {
    assertThat(journal().read()).isEmpty();
  }

  @Test
  void beginsAgainWithEachStart() {
    journal().begin("emulated");
    journal().append(JournalEvent.FAILED, "guest", "no\nluck");
    journal().begin("libkrun");
    assertThat(journal().read())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.event()).isEqualTo(JournalEvent.STARTING);
              assertThat(line.message()).isEqualTo("libkrun");
            });
  }

  @Test
  void keepsAFailureWithAllItsLines() {
    journal().begin("emulated");
    journal().append(JournalEvent.FAILED, "guest", "no\nluck");
    assertThat(journal().read().getLast().message()).isEqualTo("no\nluck");
  }

  @Test
  void leavesOutALineThatIsCutOff() throws IOException {
    journal().begin("emulated");
    Files.writeString(journal().path(), "17\tRUNN", StandardOpenOption.APPEND);
    assertThat(journal().read().getLast().event()).isEqualTo(JournalEvent.STARTING);
  }

  @Test
  void thatSomebodyHasFilledIsReadFromItsEndOnly() throws IOException {
    journal().begin("emulated");
    Files.writeString(journal().path(), "x".repeat(1 << 20) + "\n", StandardOpenOption.APPEND);
    journal().append(JournalEvent.STOPPED, "", "");
    assertThat(journal().read())
        .singleElement()
        .satisfies(line -> assertThat(line.event()).isEqualTo(JournalEvent.STOPPED));
  }

  @Test
  void thatCannotBeWrittenStopsNobody() throws IOException {
    Files.createDirectory(journal().path());
    journal().append(JournalEvent.STOPPING, "", "");
    assertThat(journal().path()).isDirectory();
  }

  @Test
  void isForItsOwnerOnly() throws IOException {
    journal().begin("emulated");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(journal().path())))
        .isEqualTo("rw-------");
  }

  private BoxJournal journal() {
    return new BoxJournal(directory.resolve("journal"));
  }
}
