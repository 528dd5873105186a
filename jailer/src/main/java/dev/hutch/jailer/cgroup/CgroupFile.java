package dev.hutch.jailer.cgroup;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reading and writing the small files of a group. */
final class CgroupFile {
  private CgroupFile() {}

  /** One write call, as the kernel takes each call as one command; never creates a file. */
  static void write(Path file, String value) throws IOException {
    try (FileChannel channel = FileChannel.open(file, WRITE)) {
      channel.write(ByteBuffer.wrap(value.getBytes(US_ASCII)));
    }
  }

  static String read(Path file) throws IOException {
    return Files.readString(file, US_ASCII);
  }
}
