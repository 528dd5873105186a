package dev.hutch.agent.client;

import static dev.hutch.agent.client.FileSession.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.files.FileAnswer;
import dev.hutch.agent.files.FileOperation;
import dev.hutch.agent.files.FileRequest;
import dev.hutch.agent.files.OpenFlags;
import dev.hutch.agent.protocol.ResourceLimit;
import dev.hutch.agent.protocol.ResourceLimit.Resource;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the program files does to open files, seen by the JDK on the same disk. */
@Timeout(60)
class FileHandlesTest {
  private static final int WRITE_NEW = OpenFlags.WRITE_ONLY | OpenFlags.CREATE;

  @TempDir private Path directory;
  private Path file;
  private FileSession files;

  @BeforeEach
  void start() throws IOException {
    file = directory.resolve("file");
    files = FileSession.start(directory);
  }

  @AfterEach
  void end() throws IOException {
    files.close();
  }

  @Test
  void readAndWriteAtAnOffsetOrWhereTheyAre() throws IOException {
    files.open(0, OpenFlags.READ_WRITE | OpenFlags.CREATE, file);
    files.write(0, FileRequest.CURRENT, "hello ");
    files.write(0, FileRequest.CURRENT, "world");
    files.write(0, 4, "0");

    assertThat(file).hasContent("hell0 world");
    assertThat(files.read(0, 6, 100)).isEqualTo("world");
    assertThat(files.read(0, FileRequest.CURRENT, 100)).isEmpty();
    assertThat(files.read(0, 1, 3)).isEqualTo("ell");
    assertThat(files.read(0, 1L << 40, 3)).isEmpty();
    assertThat(files.refused(FileRequest.read(0, -2, 3))).isEqualTo(FileSession.EINVAL);
    files.done(FileRequest.close(0)).nothing();
    assertThat(files.refused(FileRequest.read(0, 0, 3))).isEqualTo(FileSession.EBADF);
  }

  @Test
  void keepTheLargestAmountsToTheByte() throws IOException {
    byte[] content = new byte[3 * FileOperation.MAX_BYTES + 1];
    new Random(4).nextBytes(content);
    files.open(1, WRITE_NEW, file);
    for (int at = 0; at < content.length; at += FileOperation.MAX_BYTES) {
      int length = Math.min(FileOperation.MAX_BYTES, content.length - at);
      files.send(FileRequest.write(1, at, content, at, length));
    }
    for (int at = 0; at < content.length; at += FileOperation.MAX_BYTES) {
      assertThat(files.next().written()).isPositive();
    }
    assertThat(file).hasBinaryContent(content);

    files.open(2, OpenFlags.READ_ONLY, file);
    byte[] second =
        files.done(FileRequest.read(2, FileOperation.MAX_BYTES, FileOperation.MAX_BYTES)).bytes();
    assertThat(second)
        .isEqualTo(
            Arrays.copyOfRange(content, FileOperation.MAX_BYTES, 2 * FileOperation.MAX_BYTES));
  }

  @Test
  void areOpenedAsTheFlagsSay() throws IOException {
    files.done(FileRequest.open(0, WRITE_NEW | OpenFlags.EXCLUSIVE, 0666, bytes(file))).nothing();
    assertThat(Files.getAttribute(file, "unix:mode")).isEqualTo(0100666);
    byte[] again = FileRequest.open(1, WRITE_NEW | OpenFlags.EXCLUSIVE, 0600, bytes(file));
    assertThat(files.refused(again)).isEqualTo(FileSession.EEXIST);
    files.write(0, FileRequest.CURRENT, "123");
    files.open(1, OpenFlags.WRITE_ONLY | OpenFlags.APPEND, file);
    files.write(1, FileRequest.CURRENT, "45");
    files.write(1, 0, "67");
    assertThat(file).hasContent("1234567");
    files.open(2, OpenFlags.WRITE_ONLY | OpenFlags.TRUNCATE, file);
    assertThat(file).isEmptyFile();
    assertThat(files.refused(FileRequest.open(3, OpenFlags.DIRECTORY, 0, bytes(file))))
        .isEqualTo(FileSession.ENOTDIR);
    Path link = Files.createSymbolicLink(directory.resolve("to"), file);
    assertThat(files.refused(FileRequest.open(3, OpenFlags.NO_FOLLOW, 0, bytes(link))))
        .isEqualTo(FileSession.ELOOP);
    assertThat(files.refused(FileRequest.open(3, OpenFlags.READ_WRITE, 0, bytes(directory))))
        .isEqualTo(FileSession.EISDIR);
  }

  @Test
  void areSixtyFourAndNumberedByWhoAsks() throws IOException {
    Files.writeString(file, "x");
    for (int handle = 63; handle >= 0; handle--) {
      files.open(handle, OpenFlags.READ_ONLY, file);
    }
    byte[] another = FileRequest.open(63, OpenFlags.READ_ONLY, 0, bytes(file));

    assertThat(files.refused(another)).isEqualTo(FileSession.EBUSY);
    another[8] = 64;
    assertThat(files.refused(another)).isEqualTo(FileSession.EMFILE);
    another[11] = (byte) 0x80;
    assertThat(files.refused(another)).isEqualTo(FileSession.EMFILE);
    files.done(FileRequest.close(17));
    files.open(17, OpenFlags.READ_ONLY, file);
    assertThat(files.read(63, 0, 9)).isEqualTo("x");
  }

  @Test
  void thatAreNotOpenAreRefusedByEveryOperation() throws IOException {
    byte[][] requests = {
      FileRequest.list(5, true),
      FileRequest.read(5, 0, 1),
      FileRequest.write(5, 0, new byte[0], 0, 0),
      FileRequest.write(5, -1, new byte[9], 0, 9),
      FileRequest.truncate(5, 0),
      FileRequest.sync(5, true),
      FileRequest.close(5),
      FileRequest.attributes(5),
      FileRequest.copy(5, 6),
    };
    for (byte[] request : requests) {
      assertThat(files.refused(request)).isEqualTo(FileSession.EBADF);
      request[8] = 100;
      assertThat(files.refused(request)).isEqualTo(FileSession.EBADF);
      request[11] = (byte) 0xff;
      assertThat(files.refused(request)).isEqualTo(FileSession.EBADF);
    }
  }

  @Test
  void canBeOpenedUsedAndClosedWithoutWaitingInBetween() throws IOException {
    Files.writeString(file, "content");
    files.send(
        FileRequest.open(0, OpenFlags.READ_ONLY, 0, bytes(file)),
        FileRequest.attributes(0),
        FileRequest.read(0, 0, 65_536),
        FileRequest.close(0),
        FileRequest.open(0, OpenFlags.READ_ONLY, 0, bytes("/no/such")),
        FileRequest.read(0, 0, 65_536),
        FileRequest.close(0));

    files.next().nothing();
    assertThat(files.next().attributes().size()).isEqualTo(7);
    assertThat(files.next().bytes()).asString().isEqualTo("content");
    files.next().nothing();
    assertThat(files.next().errno()).isEqualTo(FileSession.ENOENT);
    assertThat(files.next().errno()).isEqualTo(FileSession.EBADF);
    assertThat(files.next().errno()).isEqualTo(FileSession.EBADF);
  }

  @Test
  void growShrinkAndReachTheDisk() throws IOException {
    files.open(0, WRITE_NEW, file);
    files.done(FileRequest.truncate(0, 1L << 33)).nothing();
    assertThat(file).hasSize(1L << 33);
    files.done(FileRequest.truncate(0, 2)).nothing();
    assertThat(file).hasBinaryContent(new byte[2]);
    files.done(FileRequest.sync(0, true)).nothing();
    files.done(FileRequest.sync(0, false)).nothing();
    assertThat(files.refused(FileRequest.truncate(0, -1))).isEqualTo(FileSession.EINVAL);
  }

  @Test
  void copyFromWhereOneIsToWhereTheOtherIs() throws IOException {
    byte[] content = new byte[300_000];
    new Random(5).nextBytes(content);
    Files.write(file, content);
    Path to = directory.resolve("to");
    files.open(0, OpenFlags.READ_ONLY, file);
    files.open(1, WRITE_NEW, to);
    files.read(0, FileRequest.CURRENT, 1000);
    files.write(1, FileRequest.CURRENT, "0123456789");

    assertThat(files.done(FileRequest.copy(0, 1)).copied()).isEqualTo(299_000);

    assertThat(Files.size(to)).isEqualTo(299_010);
    assertThat(Arrays.mismatch(content, 1000, content.length, Files.readAllBytes(to), 10, 299_010))
        .isNegative();
    assertThat(files.done(FileRequest.copy(0, 1)).copied()).isZero();
  }

  @Test
  void copyWhatTheKernelTakesForEmptyAndToWhatItDoesNotCopyTo() throws IOException {
    Path to = directory.resolve("to");
    files.open(0, OpenFlags.READ_ONLY, Path.of("/proc/version"));
    files.open(1, WRITE_NEW, to);
    files.open(2, OpenFlags.READ_ONLY, Path.of("/proc/version"));
    files.open(3, WRITE_NEW, Path.of("/dev/full"));

    long copied = files.done(FileRequest.copy(0, 1)).copied();

    assertThat(copied).isPositive().isEqualTo(Files.size(to));
    assertThat(to).hasContent(Files.readString(Path.of("/proc/version")));
    assertThat(files.refused(FileRequest.copy(2, 3))).isEqualTo(FileSession.ENOSPC);
  }

  @Test
  void sayWhyTheyCannotBeWritten() throws IOException {
    files.open(0, WRITE_NEW, Path.of("/dev/full"));
    files.open(1, OpenFlags.READ_ONLY, Files.writeString(file, ""));

    assertThat(files.refused(FileRequest.write(0, -1, new byte[1], 0, 1)))
        .isEqualTo(FileSession.ENOSPC);
    assertThat(files.refused(FileRequest.write(1, -1, new byte[1], 0, 1)))
        .isEqualTo(FileSession.EBADF);
    assertThat(files.refused(FileRequest.write(1, -1, new byte[0], 0, 0)))
        .isEqualTo(FileSession.EBADF);
    files.open(2, WRITE_NEW, file);
    assertThat(files.done(FileRequest.write(2, -1, new byte[0], 0, 0)).written()).isZero();
  }

  @Test
  void whatIsTooMuchIsSaidToBeThoughSomeOfItIsWritten() throws IOException {
    files.close();
    Path other = Files.createDirectory(directory.resolve("other"));
    files = FileSession.start(other, List.of(ResourceLimit.of(Resource.FILE_SIZE, 1000)));
    files.open(0, WRITE_NEW, file);

    assertThat(files.refused(FileRequest.write(0, 0, new byte[2000], 0, 2000)))
        .isEqualTo(FileSession.EFBIG);
    assertThat(file).hasSize(1000);
    assertThat(files.done(FileRequest.write(0, 990, new byte[10], 0, 10)).written()).isEqualTo(10);
  }

  @Test
  void ofAFifoHoldUpNoAnswerThatCameBefore() throws Exception {
    Path fifo = directory.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    files.send(
        FileRequest.stat(bytes(fifo), true),
        FileRequest.open(0, OpenFlags.READ_ONLY, 0, bytes(fifo)),
        FileRequest.attributes(0),
        FileRequest.read(0, FileRequest.CURRENT, 10),
        FileRequest.read(0, 0, 10));

    assertThat(files.next().isDone()).isTrue();
    try (FileOutputStream out = new FileOutputStream(fifo.toFile())) {
      files.next().nothing();
      assertThat(files.next().isDone()).isTrue();
      out.write("ab".getBytes(UTF_8));
      assertThat(files.next().bytes()).asString().isEqualTo("ab");
    }
    FileAnswer seek = files.next();
    assertThat(seek.errno()).isEqualTo(FileSession.ESPIPE);
    assertThat(files.done(FileRequest.read(0, FileRequest.CURRENT, 10)).bytes()).isEmpty();
  }

  @Test
  void ofAFifoWithoutAReaderSaySo() throws Exception {
    Path fifo = directory.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    files.open(0, OpenFlags.READ_ONLY | OpenFlags.NON_BLOCKING, fifo);
    files.open(1, OpenFlags.WRITE_ONLY, fifo);
    files.done(FileRequest.close(0));

    assertThat(files.refused(FileRequest.write(1, -1, new byte[1], 0, 1)))
        .isEqualTo(FileSession.EPIPE);
    files.done(FileRequest.stat(bytes(fifo), true));
  }
}
