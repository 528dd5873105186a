package dev.hutch.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.Copied;
import dev.hutch.CopyException;
import dev.hutch.CopyOptions;
import dev.hutch.MemorySize;
import dev.hutch.agent.archive.HandMadeArchive;
import dev.hutch.agent.archive.Trees;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Archives that a guest sends who means harm. After each, nothing outside of the target differs.
 */
@Timeout(60)
class HostileArchiveTest {
  @TempDir private Path directory;
  private Path outside;
  private Path target;
  private String before;

  @BeforeEach
  void makeTheTarget() throws Exception {
    outside = Files.createDirectory(directory.resolve("outside"));
    Trees.run(outside, "sh", "-c", "echo secret >secret; mkdir d; echo in >d/in; mkfifo fifo");
    target = Files.createDirectory(directory.resolve("target"));
    before = lookOutside();
  }

  @AfterEach
  void nothingOutsideDiffers() throws Exception {
    assertThat(lookOutside()).isEqualTo(before);
    try (Stream<Path> there = Files.list(directory)) {
      assertThat(there).containsExactlyInAnyOrder(outside, target);
    }
  }

  @Test
  void namesThatLeadElsewhereAreRefused() {
    for (String name :
        List.of(
            "/" + outside + "/new",
            outside + "/new",
            "../outside/new",
            "x/../../outside/new",
            "x/../new",
            "x/./new",
            "x//new",
            "x/..",
            "x/",
            "..",
            ".",
            "y/new",
            "xy")) {
      refused(archive -> archive.file(name, "x"));
      refused(archive -> archive.pax("path", name).file("x/plain", "x"));
      refused(archive -> archive.special('L', name + "\0").file("x/plain", "x"));
      refused(archive -> archive.hardLink("x/h", name));
      refused(archive -> archive.global("path", name).file("x/plain", "x"));
    }
    refused(archive -> archive.directory("x/../../outside/new/"));
    refused(archive -> archive.directory("../outside/new/"));
  }

  @Test
  void namesThatNoFileCanHaveAreRefused() {
    refused(archive -> archive.pax("path", "x/a\0b").file("x/plain", "x"));
    refused(archive -> archive.pax("path", "x/" + "n".repeat(256)).file("x/plain", "x"));
    refused(archive -> archive.pax("path", "x" + "/n".repeat(2100)).file("x/plain", "x"));
    refused(archive -> archive.link("x/l", ""));
    refused(archive -> archive.pax("linkpath", "a\0b").link("x/l", "l"));
    refused(archive -> archive.pax("linkpath", "l".repeat(5000)).link("x/l", "l"));
    refused(archive -> archive.file("x/file/", "x"));
  }

  @Test
  void aNewlineInANameIsKeptAndCannotSpoilAMessage() throws Exception {
    receive(
        new HandMadeArchive().directory("x").pax("path", "x/new\nline").file("x/plain", "x"),
        CopyOptions.DEFAULT);

    assertThat(target.resolve("name/new\nline")).content().isEqualTo("x");
    assertThatThrownBy(
            () ->
                receive(
                    new HandMadeArchive()
                        .directory("x")
                        .pax("path", "x/a\n\033[2J/../b")
                        .file("x/plain", "x"),
                    CopyOptions.DEFAULT))
        .hasMessageContaining("'x/a??[2J/../b'");
  }

  @Test
  void filesDoNotGoThroughLinksOfTheArchive() {
    String away = outside.toString();
    refused(archive -> archive.link("x/l", away).file("x/l/new", "x"));
    refused(archive -> archive.link("x/l", "../../outside").file("x/l/new", "x"));
    refused(archive -> archive.link("x/l", away).directory("x/l").file("x/l/new", "x"));
    refused(archive -> archive.link("x/l", away).directory("x/l/d"));
    refused(archive -> archive.link("x/l", away).link("x/l/l", "x"));
    refused(archive -> archive.link("x/l", away).hardLink("x/h", "x/l/secret"));
    refused(archive -> archive.link("x/l", away + "/secret").hardLink("x/h", "x/l"));
    refused(archive -> archive.directory("x/d").link("x/d", away).file("x/d/new", "x"));
    refused(
        archive ->
            archive.directory("x/d").directory("x/e").link("x/e/l", "..").file("x/e/l/new", "x"));
  }

  @Test
  void aFileInThePlaceOfALinkReplacesTheLink() throws Exception {
    receive(
        new HandMadeArchive()
            .directory("x")
            .link("x/l", outside + "/secret")
            .file("x/l", "overwritten"),
        CopyOptions.DEFAULT);

    assertThat(target.resolve("name/l")).content().isEqualTo("overwritten");
  }

  @Test
  void linksThatWereInTheTargetAreNotFollowed() throws Exception {
    Path there = Files.createDirectory(target.resolve("name"));
    Files.createSymbolicLink(there.resolve("dir"), outside);
    Files.createSymbolicLink(there.resolve("file"), outside.resolve("secret"));

    refused(archive -> archive.file("x/dir/new", "x"));
    refused(archive -> archive.directory("x/dir"));
    refused(archive -> archive.hardLink("x/h", "x/dir/secret"));
    refused(archive -> archive.hardLink("x/h", "x/file"));
    receive(
        new HandMadeArchive().directory("x").file("x/file", "new").file("x/dir", "new"),
        CopyOptions.DEFAULT);

    assertThat(there.resolve("file")).isRegularFile().content().isEqualTo("new");
    assertThat(there.resolve("dir")).isRegularFile().content().isEqualTo("new");
  }

  @Test
  void aTargetThatIsALinkInTheDirectoryIsNotFollowedForADirectory() throws Exception {
    Files.createSymbolicLink(target.resolve("name"), outside);

    refused(archive -> archive.file("x/new", "x"));
  }

  @Test
  void aFileIsNotMadeThroughAHardLinkOfTheArchive() throws Exception {
    Files.createLink(target.resolve("own"), Files.writeString(target.resolve("first"), "own"));
    receive(new HandMadeArchive().directory("x").file("x/a", "1"), CopyOptions.DEFAULT);
    receive(
        new HandMadeArchive()
            .directory("x")
            .file("x/a", "1")
            .hardLink("x/b", "x/a")
            .file("x/b", "2"),
        CopyOptions.DEFAULT);

    assertThat(target.resolve("name/a")).content().isEqualTo("1");
    assertThat(target.resolve("name/b")).content().isEqualTo("2");
    assertThat(target.resolve("own")).content().isEqualTo("own");
  }

  @Test
  void devicesAndWhatIsUnknownAreRefused() {
    for (char type : new char[] {'3', '4', 'S', 'M', 'V', 'D', 'N', '7', 'Z', '\7'}) {
      refused(archive -> archive.header(type, "x/odd", "", 0));
      assertThat(target.resolve("name/odd")).doesNotExist();
    }
    refused(archive -> archive.pax("GNU.sparse.map", "0,1,4000000000,1").file("x/s", "xx"));
    refused(
        archive ->
            archive
                .pax("GNU.sparse.major", "1")
                .pax("GNU.sparse.minor", "0")
                .pax("GNU.sparse.realsize", "9000000000000")
                .file("x/s", "1\n0\n512\n"));
  }

  @Test
  void whatIsInTheWayAndIsNoFileStays() throws Exception {
    Files.createDirectories(target.resolve("name/d/in"));
    Trees.run(target.resolve("name"), "mknod", "null", "c", "1", "3");

    refused(archive -> archive.file("x/d", "x"));
    refused(archive -> archive.link("x/d", outside.toString()));
    refused(archive -> archive.file("x/null", "x"));
    refused(archive -> archive.file("x/f", "x").directory("x/f"));

    assertThat(target.resolve("name/d/in")).isDirectory();
    assertThat(Trees.run(target.resolve("name"), "stat", "-c", "%F", "null"))
        .asString(UTF_8)
        .startsWith("character special");
  }

  @Test
  void moreThanWasAskedForIsRefused() {
    assertThatThrownBy(
            () -> receive(new HandMadeArchive().file("x", "1").file("x", "2"), CopyOptions.DEFAULT))
        .isInstanceOf(CopyException.class);
    assertThatThrownBy(
            () ->
                receive(new HandMadeArchive().file("x", "1").file("x/y", "2"), CopyOptions.DEFAULT))
        .isInstanceOf(CopyException.class);
    assertThatThrownBy(() -> receive(new HandMadeArchive().file("x/y", "2"), CopyOptions.DEFAULT))
        .isInstanceOf(CopyException.class);
    refused(archive -> archive.directory("x"));
    refused(archive -> archive.file("x/no/directory", "x"));
  }

  @Test
  void specialBitsAreDroppedAndOwnersAreOurs() throws Exception {
    receive(
        new HandMadeArchive()
            .header('5', "x", "", 0, 07777)
            .header('0', "x/f", "", 0, 07777)
            .header('6', "x/p", "", 0, 07777),
        CopyOptions.DEFAULT);

    Path tree = target.resolve("name");
    assertThat(Files.getAttribute(tree, "unix:mode")).isEqualTo(041777);
    assertThat(Files.getAttribute(tree.resolve("f"), "unix:mode")).isEqualTo(0101777);
    assertThat((int) Files.getAttribute(tree.resolve("p"), "unix:mode") & 06000).isZero();
    assertThat(Files.getAttribute(tree.resolve("f"), "unix:uid"))
        .isEqualTo(Files.getAttribute(directory, "unix:uid"));
  }

  @Test
  void sizesThatAreLiesAreNoticed() {
    HandMadeArchive directory = new HandMadeArchive().directory("x");
    byte[] longer = directory.header('0', "x/f", "", 100_000).contents("short").finished();
    assertThatThrownBy(() -> receive(new ByteArrayInputStream(longer), CopyOptions.DEFAULT))
        .isInstanceOf(IOException.class);

    refused(archive -> archive.header('0', "x/f", "", 1).contents("x".repeat(513)));
    refused(archive -> archive.pax("size", "-1").file("x/f", "x"));
    refused(archive -> archive.pax("size", "99999999999999999999").file("x/f", "x"));
    refused(archive -> archive.header('2', "x/l", "t", 512).contents("x".repeat(512)));
    refused(archive -> archive.header('5', "x/d", "", 512).contents("x".repeat(512)));
    refused(archive -> archive.pax("size", "9000000000").directory("x/d"));
  }

  @Test
  void anEndlessFileEndsAtTheLimit() throws Exception {
    byte[] begin =
        new HandMadeArchive()
            .directory("x")
            .pax("size", "9000000000000000")
            .header('0', "x/f", "", 0)
            .unfinished();

    assertThatThrownBy(
            () ->
                receive(
                    new SequenceInputStream(new ByteArrayInputStream(begin), endless(new byte[64])),
                    CopyOptions.DEFAULT.maxBytes(MemorySize.mib(2))))
        .isInstanceOf(CopyException.class)
        .hasMessageContaining("2 MiB");
    assertThat(Files.size(target.resolve("name/f"))).isLessThanOrEqualTo(2 << 20);
  }

  @Test
  void endlessHeadersEndSoonAndTakeLittleMemory() {
    byte[] directory = new HandMadeArchive().directory("x").unfinished();
    byte[] longName = new HandMadeArchive().header('L', "l", "", 8_000_000_000L).unfinished();
    byte[] pax = new HandMadeArchive().header('x', "p", "", 8_000_000_000L).unfinished();
    byte[] empty = new HandMadeArchive().special('x', "").unfinished();
    byte[] global = new HandMadeArchive().global("k", "v".repeat(400)).unfinished();
    byte[] volumes = new HandMadeArchive().special('L', "x/n\0").unfinished();
    for (InputStream endless :
        List.of(
            new SequenceInputStream(
                new ByteArrayInputStream(longName), endless("n".getBytes(UTF_8))),
            new SequenceInputStream(new ByteArrayInputStream(pax), endless("9".getBytes(UTF_8))),
            endless(empty),
            endless(global),
            endless(volumes))) {
      assertThatThrownBy(
              () ->
                  receive(
                      new SequenceInputStream(new ByteArrayInputStream(directory), endless),
                      CopyOptions.DEFAULT))
          .isInstanceOf(CopyException.class);
    }
  }

  @Test
  void headersThatGatherOverManyEntriesEndSoon() {
    InputStream gathering =
        new SequenceInputStream(
            mapped(
                i ->
                    new HandMadeArchive()
                        .global("key" + i, "v".repeat(30_000))
                        .directory("x/d" + i)
                        .unfinished()));

    assertThatThrownBy(
            () ->
                receive(
                    new SequenceInputStream(
                        new ByteArrayInputStream(new HandMadeArchive().directory("x").unfinished()),
                        gathering),
                    CopyOptions.DEFAULT))
        .isInstanceOf(CopyException.class)
        .hasMessageContaining("too many headers");
  }

  @Test
  void aMillionEntriesEndAtTheLimit() throws Exception {
    InputStream entries =
        new SequenceInputStream(
            mapped(i -> new HandMadeArchive().hardLink("x/" + i, "x/f").unfinished()));
    byte[] begin = new HandMadeArchive().directory("x").file("x/f", "1").unfinished();

    assertThatThrownBy(
            () ->
                receive(
                    new SequenceInputStream(new ByteArrayInputStream(begin), entries),
                    CopyOptions.DEFAULT.maxEntries(5_000)))
        .isInstanceOf(CopyException.class)
        .hasMessageContaining("more than 5000 files");
    assertThat(CopyOptions.DEFAULT.maxEntries()).isEqualTo(1_000_000);
  }

  @Test
  void whatFollowsTheEndIsNotReadForEver() {
    byte[] whole = new HandMadeArchive().directory("x").finished();

    assertThatThrownBy(
            () ->
                receive(
                    new SequenceInputStream(
                        new ByteArrayInputStream(whole), endless(new byte[512])),
                    CopyOptions.DEFAULT))
        .isInstanceOf(CopyException.class)
        .hasMessageContaining("follows the end");
  }

  @Test
  void anArchiveWithRandomDamageNeverTouchesAnythingElse() throws Exception {
    byte[] whole =
        new HandMadeArchive()
            .directory("x")
            .file("x/f", "contents")
            .pax("path", "x/long")
            .file("x/plain", "x")
            .link("x/l", "../../outside")
            .directory("x/d")
            .hardLink("x/d/h", "x/f")
            .finished();
    Random random = new Random(4);
    for (int round = 0; round < 300; round++) {
      byte[] damaged = whole.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        int at = random.nextInt(damaged.length);
        damaged[at] = (byte) random.nextInt(256);
        seal(damaged, at / 512 * 512);
      }
      try {
        receive(new ByteArrayInputStream(damaged), CopyOptions.DEFAULT.maxEntries(100));
      } catch (CopyException | IOException e) {
        assertThat(e).hasMessageNotContaining("\n");
      }
    }
    Trees.run(target, "rm", "-rf", target + "/name");
  }

  private void refused(UnaryOperator<HandMadeArchive> more) {
    HandMadeArchive archive = more.apply(new HandMadeArchive().directory("x"));
    assertThatThrownBy(() -> receive(archive, CopyOptions.DEFAULT))
        .isInstanceOf(CopyException.class);
  }

  private Copied receive(HandMadeArchive archive, CopyOptions options) throws IOException {
    return receive(new ByteArrayInputStream(archive.finished()), options);
  }

  private Copied receive(InputStream archive, CopyOptions options) throws IOException {
    return Receiver.receive(archive, "x", target, "name", options);
  }

  private String lookOutside() throws Exception {
    return new String(
        Trees.run(outside, "find", ".", "-printf", "%P %y %m %U %G %T@ %C@ %n %s\\n"), UTF_8);
  }

  /** So that damage to a header is not noticed by its sum. */
  private static void seal(byte[] archive, int block) {
    int sum = 8 * ' ';
    for (int i = 0; i < 512; i++) {
      sum += i >= 148 && i < 156 ? 0 : archive[block + i] & 0xff;
    }
    byte[] text = String.format("%06o\0 ", sum).getBytes(UTF_8);
    boolean isHeader = archive[block + 257] == 'u' && archive[block + 258] == 's';
    System.arraycopy(text, 0, archive, block + 148, isHeader ? text.length : 0);
  }

  private static InputStream endless(byte[] pattern) {
    byte[] larger = new byte[pattern.length * Math.max(1, 65536 / pattern.length)];
    for (int i = 0; i < larger.length; i += pattern.length) {
      System.arraycopy(pattern, 0, larger, i, pattern.length);
    }
    return new SequenceInputStream(mapped(i -> larger));
  }

  private static Enumeration<InputStream> mapped(java.util.function.IntFunction<byte[]> part) {
    return Collections.enumeration(new Parts(part));
  }

  /** A list too long to be made. */
  private static final class Parts extends java.util.AbstractCollection<InputStream> {
    private final java.util.function.IntFunction<byte[]> part;

    Parts(java.util.function.IntFunction<byte[]> part) {
      this.part = part;
    }

    @Override
    public java.util.Iterator<InputStream> iterator() {
      return IntStream.iterate(0, i -> i + 1)
          .<InputStream>mapToObj(i -> new ByteArrayInputStream(part.apply(i)))
          .iterator();
    }

    @Override
    public int size() {
      return Integer.MAX_VALUE;
    }
  }
}
