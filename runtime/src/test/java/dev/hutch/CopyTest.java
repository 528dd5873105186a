package dev.hutch;

import static dev.hutch.Tasks.inBackground;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.agent.archive.Trees;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files between host and box, by the real agent; "the box" is another directory of the host. */
@Timeout(60)
class CopyTest {
  @TempDir private Path directory;
  private Path host;
  private Path guest;
  private PlainAgent agent;
  private BoxCopy copy;

  @BeforeEach
  void startTheAgent() throws IOException {
    host = Files.createDirectory(directory.resolve("host"));
    guest = Files.createDirectory(directory.resolve("guest"));
    agent = PlainAgent.start(directory);
    copy = agent.box().copy();
  }

  @AfterEach
  void endTheAgent() throws IOException {
    agent.close();
  }

  @Test
  void aTreeGoesInAndComesOutAsItWas() throws Exception {
    Path tree = Trees.oneOfEach(host.resolve("tree"));
    CopyOptions all = CopyOptions.DEFAULT.keepOwners(true).keepSpecialBits(true);

    Copied in = copy.in(tree, guest.toString(), all);
    Copied out = copy.out(guest + "/tree", host.resolve("back"), all);

    assertThat(Trees.described(guest.resolve("tree"))).isEqualTo(Trees.described(tree));
    assertThat(Trees.described(host.resolve("back"))).isEqualTo(Trees.described(tree));
    assertThat(out).isEqualTo(in);
    assertThat(in.bytes()).isGreaterThan(200_000);
  }

  @Test
  void archivesOfOtherProgramsGoInAndComeOut() throws Exception {
    Path tree = Trees.oneOfEach(host.resolve("tree"));
    CopyOptions all = CopyOptions.DEFAULT.keepOwners(true).keepSpecialBits(true);
    byte[] archive = Trees.run(host, "tar", "--format=pax", "-c", "tree");

    assertThat(copy.in(new ByteArrayInputStream(archive), guest.toString(), all))
        .isEqualTo(archive.length);
    ByteArrayOutputStream back = new ByteArrayOutputStream();
    assertThat(copy.out(guest + "/tree", back, all)).isEqualTo(back.size());

    assertThat(Trees.described(guest.resolve("tree"))).isEqualTo(Trees.described(tree));
    Path file = Files.write(directory.resolve("back.tar"), back.toByteArray());
    Path target = Files.createDirectory(host.resolve("target"));
    Trees.run(target, "tar", "-xpf", file.toString());
    assertThat(Trees.described(target.resolve("tree"))).isEqualTo(Trees.described(tree));
  }

  @Test
  void filesBelongToRootOrTheOneNamedAndLoseTheirSpecialBits() throws Exception {
    Trees.run(host, "sh", "-c", "echo x >f; chown 7:8 f; chmod 6755 f");

    copy.in(host.resolve("f"), guest + "/root", CopyOptions.DEFAULT);
    copy.in(host.resolve("f"), guest + "/named", CopyOptions.DEFAULT.owner(4_000_000_000L, 9));
    copy.in(host.resolve("f"), guest + "/kept", CopyOptions.DEFAULT.keepOwners(true));
    copy.in(host.resolve("f"), guest + "/special", CopyOptions.DEFAULT.keepSpecialBits(true));
    copy.out(guest + "/special", host.resolve("plain"), CopyOptions.DEFAULT);
    copy.out(guest + "/special", host.resolve("asked"), CopyOptions.DEFAULT.keepSpecialBits(true));

    String format = "%n %a %u:%g\n";
    assertThat(Trees.run(guest, "stat", "--printf", format, "root", "named", "kept", "special"))
        .asString(UTF_8)
        .isEqualTo("root 755 0:0\nnamed 755 4000000000:9\nkept 755 7:8\nspecial 6755 0:0\n");
    assertThat(Trees.run(host, "stat", "--printf", format, "plain", "asked"))
        .asString(UTF_8)
        .isEqualTo("plain 755 0:0\nasked 6755 0:0\n");
  }

  @Test
  void goInWhereDockerWouldPutThem() throws Exception {
    Trees.run(host, "sh", "-c", "mkdir -p d/sub; echo 1 >f; echo 2 >d/sub/g; ln -s d l");
    Trees.run(guest, "sh", "-c", "mkdir there; echo old >old");

    in("f", "there");
    in("f", "new");
    in("f", "old");
    in("d", "there");
    in("d", "fresh");
    in("d/.", "there");
    in("d/.", "fresh2");
    in("l", "link");
    copy.in(host.resolve("l"), guest + "/followed", CopyOptions.DEFAULT.followLink(true));

    assertThat(Trees.paths(guest))
        .containsExactly(
            "followed/sub/g",
            "fresh/sub/g",
            "fresh2/sub/g",
            "link -> d",
            "new",
            "old",
            "there/d/sub/g",
            "there/f",
            "there/sub/g");
    assertThat(guest.resolve("old")).content().isEqualTo("1\n");
    for (String[] wrong :
        new String[][] {
          {"f", "none/"}, {"f", "no/such/place"}, {"d", "old"}, {"d/.", "old"}, {"none", "there"}
        }) {
      assertThatThrownBy(() -> in(wrong[0], wrong[1]))
          .isInstanceOf(CopyException.class)
          .hasMessageContaining(wrong[0].equals("none") ? "none" : wrong[1]);
    }
    assertThatThrownBy(() -> in("none", "there"))
        .hasMessage(host.resolve("none") + " cannot be read: it is not there");
    assertThatThrownBy(
            () ->
                copy.in(host.resolve("f"), guest + "/dir", CopyOptions.DEFAULT.intoDirectory(true)))
        .hasMessageContaining("no such directory");
  }

  @Test
  void comeOutWhereDockerWouldPutThem() throws Exception {
    Trees.run(guest, "sh", "-c", "mkdir -p d/sub; echo 1 >f; echo 2 >d/sub/g; ln -s d l");
    Trees.run(host, "sh", "-c", "mkdir there; echo old >old; ln -s there lthere; ln -s old lold");

    out("f", "there");
    out("f", "new");
    out("f", "lold");
    out("d", "lthere");
    out("d", "fresh");
    out("d/.", "there");
    out("d/.", "fresh2");
    out("l", "link");
    copy.out(guest + "/l", host.resolve("followed"), CopyOptions.DEFAULT.followLink(true));
    copy.out(guest + "/l/", host.resolve("slash"), CopyOptions.DEFAULT);

    assertThat(Trees.paths(host))
        .containsExactly(
            "followed/sub/g",
            "fresh/sub/g",
            "fresh2/sub/g",
            "link -> d",
            "lold -> old",
            "lthere -> there",
            "new",
            "old",
            "slash/sub/g",
            "there/d/sub/g",
            "there/f",
            "there/sub/g");
    assertThat(host.resolve("old")).content().isEqualTo("1\n");
    for (String[] wrong : new String[][] {{"f", "no/such"}, {"d", "old"}, {"none", "there"}}) {
      assertThatThrownBy(() -> out(wrong[0], wrong[1])).isInstanceOf(CopyException.class);
    }
    assertThatThrownBy(() -> out("none", "there"))
        .hasMessageContaining("/none")
        .hasMessageContaining("No such file");
    assertThatThrownBy(
            () ->
                copy.out(
                    guest + "/f", host.resolve("dir"), CopyOptions.DEFAULT.intoDirectory(true)))
        .hasMessageContaining("no directory");
  }

  @Test
  void whatIsThereIsReplacedAndDirectoriesKeepWhatTheyHave() throws Exception {
    Trees.run(guest, "sh", "-c", "mkdir d; echo new >d/f; chmod 777 d; touch -d 2001-01-01 d");
    Trees.run(
        host,
        "sh",
        "-c",
        "echo precious >precious; mkdir d; chmod 700 d; ln -s ../precious d/f; echo other"
            + " >d/other");

    copy.out(guest + "/d", host, CopyOptions.DEFAULT);

    assertThat(host.resolve("d/f")).isRegularFile().content().isEqualTo("new\n");
    assertThat(host.resolve("precious")).content().isEqualTo("precious\n");
    assertThat(host.resolve("d/other")).exists();
    assertThat(Trees.run(host, "stat", "-c", "%a", "d")).asString(UTF_8).isEqualTo("700\n");
  }

  @Test
  void aSourceThatCannotBeReadFailsBeforeTheBoxBelievesItIsWhole() throws Exception {
    Trees.run(host, "sh", "-c", "mkdir d; echo x >d/a; printf x >d/\"$(printf 'latin\\351')\"");

    assertThatThrownBy(() -> in("d", "there"))
        .isInstanceOf(CopyException.class)
        .hasMessageContaining("UTF-8");

    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("no more tape");
          }

          @Override
          public int read(byte[] to, int at, int length) throws IOException {
            return read();
          }
        };
    assertThatThrownBy(() -> copy.in(broken, guest.toString(), CopyOptions.DEFAULT))
        .isInstanceOf(CopyException.class)
        .hasMessageContaining("no more tape");
  }

  @Test
  void whatTheBoxRefusesIsToldInItsWords() throws Exception {
    assertThatThrownBy(
            () ->
                copy.in(
                    new ByteArrayInputStream("no tar".repeat(1_000_000).getBytes(UTF_8)),
                    guest.toString(),
                    CopyOptions.DEFAULT))
        .isInstanceOf(CopyException.class)
        .hasMessageEndingWith("this is no tar archive, or a broken one");
  }

  @Test
  void anOutputThatFailsEndsTheCopy() throws Exception {
    Trees.run(guest, "truncate", "-s", "1G", "large");
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("disk full");
          }
        };

    assertThatThrownBy(() -> copy.out(guest + "/large", full, CopyOptions.DEFAULT))
        .isInstanceOf(CopyException.class)
        .hasMessageContaining("disk full");
  }

  @Test
  void moreThanAllowedDoesNotComeOut() throws Exception {
    Trees.run(guest, "sh", "-c", "truncate -s 1T large; mkdir many; cd many; touch 1 2 3 4 5");

    for (Path target : new Path[] {host, host.resolve("new")}) {
      assertThatThrownBy(
              () ->
                  copy.out(
                      guest + "/large", target, CopyOptions.DEFAULT.maxBytes(MemorySize.mib(3))))
          .isInstanceOf(CopyException.class)
          .hasMessageContaining("larger than 3 MiB");
    }
    assertThat(Files.size(host.resolve("large"))).isLessThan(4 << 20);
    assertThatThrownBy(
            () ->
                copy.out(
                    guest + "/large",
                    OutputStream.nullOutputStream(),
                    CopyOptions.DEFAULT.maxBytes(MemorySize.mib(3))))
        .hasMessageContaining("larger than 3 MiB");
    assertThatThrownBy(() -> copy.out(guest + "/many", host, CopyOptions.DEFAULT.maxEntries(5)))
        .hasMessageContaining("more than 5 files");
    assertThat(copy.out(guest + "/many", host, CopyOptions.DEFAULT.maxEntries(6)).entries())
        .isEqualTo(6);
  }

  @Test
  void anInterruptEndsACopy() throws Exception {
    Trees.run(guest, "truncate", "-s", "1T", "large");
    Path target = host.resolve("large");
    Thread[] copier = new Thread[1];
    FutureTask<Copied> out =
        inBackground(
            () -> {
              copier[0] = Thread.currentThread();
              return copy.out(guest + "/large", target, CopyOptions.DEFAULT);
            });
    Awaitility.await().until(() -> Files.exists(target) && Files.size(target) > 0);

    copier[0].interrupt();

    assertThatThrownBy(() -> out.get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(CopyException.class)
        .hasMessageContaining("interrupted");
  }

  @Test
  void theDeathOfTheBoxEndsACopy() throws Exception {
    Trees.run(guest, "truncate", "-s", "1T", "large");
    Path target = host.resolve("large");
    FutureTask<Copied> out =
        inBackground(() -> copy.out(guest + "/large", target, CopyOptions.DEFAULT));
    Awaitility.await().until(() -> Files.exists(target) && Files.size(target) > 0);

    agent.die();

    assertThatThrownBy(() -> out.get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(BoxGoneException.class);
  }

  private void in(String source, String target) {
    copy.in(host.resolve(source), guest + "/" + target, CopyOptions.DEFAULT);
  }

  private void out(String source, String target) {
    copy.out(guest + "/" + source, host.resolve(target), CopyOptions.DEFAULT);
  }
}
