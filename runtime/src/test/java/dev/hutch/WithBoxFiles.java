package dev.hutch;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests of the files of a box, which are those of the host. */
abstract class WithBoxFiles extends WithPlainAgent {
  BoxFiles files;
  FileSystem system;

  /** A directory in the box, and the same by the default provider. */
  Path inBox;

  Path onHost;

  @BeforeEach
  void openTheFileSystem() throws IOException {
    files = agent.files("plain");
    system = files.fileSystem();
    onHost = Files.createDirectory(directory.resolve("files"));
    inBox = system.getPath(onHost.toString());
  }

  @AfterEach
  void closeTheFileSystem() {
    files.close();
  }

  /** A line of the shell, in that directory. */
  void shell(String line) {
    box.run(Command.shell(line).workdir(onHost.toString())).orThrow();
  }

  /** A FIFO that nobody has open. */
  Path fifo() {
    shell("mkfifo fifo");
    return inBox.resolve("fifo");
  }
}
