package dev.hutch.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.CopyException;
import dev.hutch.CopyOptions;
import dev.hutch.MemorySize;
import dev.hutch.agent.archive.HandMadeArchive;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.util.AbstractCollection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Archives of a guest that never end. */
class EndlessArchiveTest extends WithHostileArchives {
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

  private static InputStream endless(byte[] pattern) {
    byte[] larger = new byte[pattern.length * Math.max(1, 65536 / pattern.length)];
    for (int i = 0; i < larger.length; i += pattern.length) {
      System.arraycopy(pattern, 0, larger, i, pattern.length);
    }
    return new SequenceInputStream(mapped(i -> larger));
  }

  private static Enumeration<InputStream> mapped(IntFunction<byte[]> part) {
    return Collections.enumeration(new Parts(part));
  }

  /** A list too long to be made. */
  private static final class Parts extends AbstractCollection<InputStream> {
    private final IntFunction<byte[]> part;

    Parts(IntFunction<byte[]> part) {
      this.part = part;
    }

    @Override
    public Iterator<InputStream> iterator() {
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
