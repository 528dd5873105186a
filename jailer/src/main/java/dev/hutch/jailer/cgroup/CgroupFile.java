package dev.hutch.jailer.cgroup;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reading and writing the small files of a group. */
final class CgroupFile {
  private CgroupFile() {}

  /** One write call, as the kernel takes each call as one command; never creates a file. */
  static void write(Path file, String value) throws IOException {
    // not through a FileChannel: it refuses an interrupted thread, and a box must end there too
    Files.write(file, value.getBytes(US_ASCII), WRITE);
  }

  static String read(Path file) throws IOException {
    return Files.readString(file, US_ASCII);
  }
}
