package dev.hutch.jailer.bwrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.jailer.HostUnsupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BubblewrapTest {
  @TempDir private Path directory;

  @Test
  void isFoundInThePath() {
    assertThat(Bubblewrap.find().program()).isAbsolute().isExecutable();
  }

  @Test
  void itsAbsenceNamesThePathAndTheRemedy() {
    assertThatThrownBy(() -> Bubblewrap.find(directory + "::relative"))
        .isInstanceOf(HostUnsupportedException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("apt-get install bubblewrap");
  }

  @Test
  void aFileThatCannotBeExecutedIsPassedOver() throws Exception {
    Files.createFile(directory.resolve("bwrap"));

    assertThatThrownBy(() -> Bubblewrap.find(directory.toString()))
        .isInstanceOf(HostUnsupportedException.class);
  }

  @Test
  void whatItCanDoIsReadFromTheProgram() throws Exception {
    Path old = Files.writeString(directory.resolve("bwrap"), "--unshare-user");
    Path recent = Files.writeString(directory.resolve("bwrap2"), "x\0disable-userns\0");

    assertThat(Bubblewrap.at(old).disablesUserNamespaces()).isFalse();
    assertThat(Bubblewrap.at(recent).disablesUserNamespaces()).isTrue();
  }
}
