package dev.hutch.agent.client;

import static dev.hutch.agent.client.FileSession.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.files.FileOperation;
import dev.hutch.agent.files.FileRequest;
import dev.hutch.agent.files.OpenFlags;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is asked of the program files, it answers or ends in order; it never crashes or hangs.
 */
@Timeout(60)
class HostileFileRequestTest {
  private static final byte[] ROOT = bytes("/");

  @TempDir private Path directory;
  private FileSession files;

  @BeforeEach
  void start() throws IOException {
    files = FileSession.start(directory);
  }

  @AfterEach
  void end() throws IOException {
    files.close();
  }

  static Stream<Arguments> brokenRequests() {
    byte[] stat = FileRequest.stat(ROOT, true);
    byte[] write = FileRequest.write(0, 0, new byte[1], 0, 1);
    byte[] rename = FileRequest.rename(ROOT, ROOT, true);
    return Stream.of(
        Arguments.of("of a length", with(stat, 0, 0)),
        Arguments.of("of a length", with(stat, 0, 3)),
        Arguments.of("of a length", with(stat, 3, 0xff)),
        Arguments.of("of a length", with(with(with(stat, 0, 0x41), 1, 0), 2, 1)),
        Arguments.of("head does not end in zero", with(stat, 6, 1)),
        Arguments.of("head does not end in zero", with(stat, 7, 0x80)),
        Arguments.of("format", with(stat, 0, 4)),
        Arguments.of("format", with(stat, 0, 5)),
        Arguments.of("format", with(stat, 8, 0)),
        Arguments.of("format", with(stat, 8, 2)),
        Arguments.of("format", with(stat, 9, 0xff)),
        Arguments.of("format", with(stat, 10, 0)),
        Arguments.of("format", with(rename, 11, 9)),
        Arguments.of("format", with(rename, 4, 1)),
        Arguments.of("format", with(FileRequest.close(0), 4, 5)),
        Arguments.of("format", with(FileRequest.read(0, 0, 1), 4, 9)),
        Arguments.of("format", with(write, 0, 15)),
        Arguments.of("within a request", Arrays.copyOf(write, write.length - 1)),
        Arguments.of("within a request", Arrays.copyOf(write, 5)),
        Arguments.of("within a request", with(write, 2, 1)),
        Arguments.of("within a length", Arrays.copyOf(write, 3)),
        Arguments.of("within a length", Arrays.copyOf(write, 1)));
  }

  @ParameterizedTest
  @MethodSource("brokenRequests")
  void thatIsBrokenIsSaidToBeAfterTheAnswersBeforeIt(String why, byte[] request) throws Exception {
    files.send(FileRequest.stat(ROOT, true), request);
    files.program().stdin().close();

    assertThat(files.next().attributes().isDirectory()).isTrue();
    assertThat(files.program().stdout().read()).isNegative();
    assertThat(files.program().stderr().readAllBytes())
        .asString(UTF_8)
        .startsWith("files: ")
        .contains(why)
        .endsWith("\n")
        .hasLineCount(1);
    assertThat(files.program().awaitExit().shellCode()).isEqualTo(2);
  }

  @Test
  void ofAnUnknownOperationOrFlagIsRefusedAndAllGoesOn() throws IOException {
    for (int operation : new int[] {0, 23, 64, 255}) {
      assertThat(files.refused(with(FileRequest.stat(ROOT, true), 4, operation)))
          .isEqualTo(FileSession.ENOSYS);
    }
    for (int flag = 2; flag < 256; flag *= 2) {
      assertThat(files.refused(with(FileRequest.stat(ROOT, true), 5, flag)))
          .isEqualTo(FileSession.EINVAL);
    }
    assertThat(files.done(FileRequest.stat(ROOT, true)).attributes().isDirectory()).isTrue();
  }

  @Test
  void forMoreThanAnAnswerHoldsIsRefused() throws IOException {
    files.open(0, OpenFlags.READ_ONLY, Path.of("/dev/zero"));
    byte[] most = FileRequest.read(0, -1, FileOperation.MAX_BYTES);

    assertThat(files.done(most).bytes()).hasSize(FileOperation.MAX_BYTES);
    assertThat(files.refused(with(most, 20, 1))).isEqualTo(FileSession.EINVAL);
    assertThat(files.refused(with(most, 23, 0xff))).isEqualTo(FileSession.EINVAL);
  }

  @Test
  void comingByteByByteIsTheSame() throws IOException {
    Path file = directory.resolve("file");
    byte[] open = FileRequest.open(0, OpenFlags.CREATE | OpenFlags.WRITE_ONLY, 0644, bytes(file));
    for (byte[] request : new byte[][] {open, FileRequest.write(0, 0, bytes("abc"), 0, 3)}) {
      for (byte b : request) {
        files.program().stdin().write(b);
      }
      assertThat(files.next().isDone()).isTrue();
    }
    assertThat(file).hasContent("abc");
  }

  @Test
  void comingInAFloodThatNobodyReadsStopsItWithBoundedMemory() throws Exception {
    byte[] stat = FileRequest.stat(ROOT, true);
    int count = 60_000;
    files.done(stat);
    long before = files.residentBytes();
    Thread flood = Thread.ofVirtual().start(() -> quietly(() -> sendOften(stat, count)));
    flood.join(500);

    assertThat(flood.isAlive()).isTrue();
    assertThat(files.residentBytes() - before).isLessThan(1 << 20);
    for (int i = 0; i < count; i++) {
      assertThat(files.next().isDone()).isTrue();
    }
    flood.join();
  }

  @Test
  void whoseAnswersNobodyTakesAnyMoreEndsIt() throws Exception {
    FileSession session = files;
    session.open(0, OpenFlags.READ_ONLY, Path.of("/dev/zero"));
    Path process = Path.of("/proc", Integer.toString(session.program().opened().pid()));

    session.program().close();

    Awaitility.await().until(() -> !Files.exists(process));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void thatIsMutatedNeverCrashesIt(long seed) throws Exception {
    Random random = new Random(seed);
    Thread.ofVirtual().start(() -> quietly(() -> files.program().stdout().skip(Long.MAX_VALUE)));
    for (int i = 0; i < 4000 && !files.program().onExit().isDone(); i++) {
      quietly(() -> files.send(mutated(random)));
    }
    quietly(() -> files.program().stdin().close());

    files.program().stderr().readAllBytes();
    assertThat(files.program().awaitExit().shellCode()).isIn(0, 2);
  }

  /** Nothing here names anything but a missing path and descriptors of /dev/null. */
  private static byte[] mutated(Random random) {
    byte[] path = bytes("/dev/null/" + random.nextInt());
    byte[] request =
        switch (random.nextInt(8)) {
          case 0 -> FileRequest.stat(path, random.nextBoolean());
          case 1 -> FileRequest.open(random.nextInt(64), 0, 0, bytes("/dev/null"));
          case 2 -> FileRequest.read(random.nextInt(64), random.nextLong(), 65_536);
          case 3 -> FileRequest.write(random.nextInt(64), -1, path, 0, path.length);
          case 4 -> FileRequest.list(random.nextInt(64), true);
          case 5 -> FileRequest.rename(path, path, false);
          case 6 -> FileRequest.changeTimes(path, null, null, true);
          default -> FileRequest.close(random.nextInt(64));
        };
    // The length stays in most: else the first one would be the last.
    int from = random.nextInt(200) == 0 ? 0 : 4;
    for (int i = random.nextInt(3); i > 0; i--) {
      int at = from + random.nextInt(Math.min(request.length, 24) - from);
      // Never another operation on the same body: it could be one that removes.
      request[at] = at == 4 ? request[at] : (byte) random.nextInt();
    }
    return request;
  }

  private void sendOften(byte[] request, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      files.send(request);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void quietly(Work work) {
    try {
      work.run();
    } catch (EOFException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      // The program has ended, as it may.
      assertThat(e).isNotNull();
    }
  }

  private static byte[] with(byte[] request, int at, int value) {
    byte[] changed = request.clone();
    changed[at] = (byte) value;
    return changed;
  }
}
