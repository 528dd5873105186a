package dev.hutch.agent.client;

import static dev.hutch.agent.client.PackedFiles.archive;
import static dev.hutch.agent.client.PackedFiles.described;
import static dev.hutch.agent.client.PackedFiles.host;
import static dev.hutch.agent.client.PackedFiles.member;
import static dev.hutch.agent.client.PackedFiles.tar;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Archives that the agent packs and unpacks. */
@Timeout(60)
class PackTest {
  @TempDir private Path directory;
  private Path from;
  private Path to;
  private RealAgent agent;
  private PlainRelay relay;
  private PackedFiles files;

  @BeforeEach
  void startTheAgent() throws IOException {
    from = Files.createDirectory(directory.resolve("from"));
    to = Files.createDirectory(directory.resolve("to"));
    agent = RealAgent.start(directory);
    relay = PlainRelay.before(agent, directory);
    files = new PackedFiles(relay.client());
  }

  @AfterEach
  void endTheAgent() throws IOException {
    relay.close();
    agent.close();
  }

  @Test
  void comeOutAsTheyWentIn() throws Exception {
    makeOneOfEach();

    byte[] archive = files.run(new byte[0], "pack", from.toString(), "x").archive();
    files.run(archive, "unpack", "-p", "-s", "contents", to + "/new").archive();

    assertThat(described(to.resolve("new"))).isEqualTo(described(from));
  }

  @Test
  void areWhatTarReads() throws Exception {
    makeOneOfEach();

    byte[] archive = files.run(new byte[0], "pack", from.toString(), ".").archive();
    Path file = Files.write(directory.resolve("archive.tar"), archive);
    tar(to, "-xpf", file.toString());

    assertThat(described(to)).isEqualTo(described(from));
  }

  @Test
  void areReadAsTarWritesThem() throws Exception {
    makeOneOfEach();
    for (String format : List.of("pax", "gnu", "posix")) {
      Path target = Files.createDirectory(to.resolve(format));
      byte[] archive = tar(from, "--format=" + format, "-c", ".");

      files.run(archive, "unpack", "-p", "-s", "members", target.toString()).archive();

      // GNU's own format has no fractions of seconds
      String fraction = format.equals("gnu") ? "\\.[0-9]{10}" : "$^";
      assertThat(without(fraction, target)).isEqualTo(without(fraction, from));
    }
  }

  @Test
  void sayTheSizeOfAFileAbove8GiB() throws Exception {
    // a hole, of which only the beginning is read here
    host(from, List.of("truncate"), "-s", "9G", "large");
    String listed =
        new String(
            host(
                directory,
                List.of(
                    "bash",
                    "-c",
                    "(exec -a pack ./hutch-agent from/large large) 2>/dev/null | head -c 2048"
                        + " | tar -tv 2>/dev/null; true")),
            UTF_8);
    assertThat(listed).contains(" 9663676416 ").contains("large");
  }

  @Test
  void haveTheOwnerThatIsAskedForAndNoSpecialBitsUnasked() throws Exception {
    host(from, List.of("sh", "-c", "echo x >f && chmod 6755 f && mkdir d && chmod 3775 d"));
    byte[] archive = tar(from, "--owner=7", "--group=8", "-c", ".");

    files.run(archive, "unpack", "-o", "1234:567", "contents", to + "/given").archive();
    files.run(archive, "unpack", "-p", "-s", "contents", to + "/kept").archive();
    files.run(archive, "unpack", "contents", to + "/plain").archive();

    assertThat(
            host(
                to,
                List.of("stat", "-c", "%n %a %u:%g"),
                "given/f",
                "given/d",
                "kept/f",
                "plain/f",
                "plain/d"))
        .asString(UTF_8)
        .isEqualTo(
            """
            given/f 755 1234:567
            given/d 1775 1234:567
            kept/f 6755 7:8
            plain/f 755 0:0
            plain/d 1775 0:0
            """);
  }

  @Test
  void neverLeaveTheTarget() throws Exception {
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Path secret = Files.writeString(outside.resolve("secret"), "secret");
    String away = outside.toString();
    List<byte[]> hostile =
        List.of(
            archive(member('0', "../outside/new", "", "x")),
            archive(member('0', "a/../../outside/new", "", "x")),
            archive(member('2', "l", away, ""), member('0', "l/new", "", "x")),
            archive(member('2', "l", "../outside", ""), member('0', "l/new", "", "x")),
            archive(
                member('2', "l", away, ""),
                member('5', "l", "", ""),
                member('0', "l/new", "", "x")),
            archive(member('2', "l", away + "/secret", ""), member('5', "l/d", "", "")),
            archive(
                member('2', "l", away, ""),
                member('1', "h", "l/secret", ""),
                member('0', "h", "", "x")),
            archive(member('1', "h", away + "/secret", "")),
            archive(member('1', "h", "../outside/secret", "")),
            archive(member('2', "d", "/", ""), member('0', "d" + away + "/new", "", "x")));
    for (byte[] archive : hostile) {
      PackedFiles.Ended ended = files.run(archive, "unpack", "members", to.toString());

      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.stderr()).endsWith("\n").hasLineCount(1);
      try (Stream<Path> there = Files.list(outside)) {
        assertThat(there).containsExactly(secret);
      }
      assertThat(secret).content().isEqualTo("secret");
      assertThat(Files.getAttribute(secret, "unix:nlink")).isEqualTo(1);
      host(directory, List.of("sh", "-c", "rm -rf to && mkdir to"));
    }
    files
        .run(archive(member('0', away + "/new", "", "x")), "unpack", "members", to.toString())
        .archive();
    assertThat(to.resolve(away.substring(1)).resolve("new")).content().isEqualTo("x");
  }

  @Test
  void goThroughLinksThatStayBelowTheTarget() throws Exception {
    byte[] archive =
        archive(
            member('5', "usr/bin", "", ""),
            member('2', "bin", "usr/bin", ""),
            member('0', "bin/one", "", "1"),
            member('5', "bin", "", ""),
            member('0', "bin/two", "", "2"));

    files.run(archive, "unpack", "members", to.toString()).archive();

    assertThat(to.resolve("usr/bin/one")).content().isEqualTo("1");
    assertThat(to.resolve("usr/bin/two")).content().isEqualTo("2");
    assertThat(Files.readSymbolicLink(to.resolve("bin"))).hasToString("usr/bin");
  }

  @Test
  void replaceFilesAndLinksButNothingElse() throws Exception {
    host(
        to,
        List.of(
            "sh", "-c", "echo old >old; ln -s old link; mkdir d; echo in >d/in; mknod null c 1 3"));

    files.run(archive(member('0', "x", "", "new")), "unpack", "file", to + "/old", "x").archive();
    files
        .run(archive(member('0', "link", "", "own")), "unpack", "members", to.toString())
        .archive();

    assertThat(to.resolve("old")).content().isEqualTo("new");
    assertThat(Files.isSymbolicLink(to.resolve("link"))).isFalse();
    for (byte[] archive :
        List.of(
            archive(member('0', "d", "", "x")),
            archive(member('2', "d", "x", "")),
            archive(member('0', "null", "", "x")),
            archive(member('5', "old", "", "")))) {
      assertThat(files.run(archive, "unpack", "members", to.toString()).stderr())
          .containsPattern("in its place\n$");
    }
    assertThat(to.resolve("d/in")).exists();
    assertThat(host(to, List.of("stat", "-c", "%F"), "null"))
        .asString(UTF_8)
        .contains("special file");
  }

  @Test
  void goWhereDockerCpWouldPutThem() throws Exception {
    host(
        to,
        List.of(
            "sh",
            "-c",
            "mkdir dir; echo old >file; ln -s dir ldir; ln -s file lfile; ln -s no dangling"));
    byte[] file = archive(member('0', "x", "", "new"));
    byte[] tree = archive(member('5', "x", "", ""), member('0', "x/in", "", "in"));

    place(file, "file", "dir", 0, "dir/NAME");
    place(file, "file", "ldir", 0, "dir/NAME");
    place(file, "file", "fresh", 0, "fresh");
    place(file, "file", "lfile", 0, "file");
    assertThat(Files.isSymbolicLink(to.resolve("lfile"))).isTrue();
    place(file, "file", "fresh2/", 1, "");
    place(file, "file", "no/such/directory", 1, "");
    place(file, "file", "dangling", 1, "");
    place(file, "members", "fresh3", 1, "");
    place(tree, "directory", "dir/", 1, ""); // a file NAME is there
    Files.delete(to.resolve("dir/NAME"));
    place(tree, "directory", "dir/", 0, "dir/NAME/in");
    place(tree, "directory", "tree", 0, "tree/in");
    place(tree, "directory", "tree2/", 0, "tree2/in");
    place(tree, "directory", "file", 1, "");
    place(tree, "contents", "dir", 0, "dir/in");
    place(tree, "contents", "tree3", 0, "tree3/in");
    place(tree, "members", "dir", 0, "dir/x/in");
    assertThat(to.resolve("no")).doesNotExist();
  }

  @Test
  void thatAreNoneOrBreakOffFailWithALine() throws Exception {
    byte[] whole = archive(member('0', "x", "", "contents"));
    byte[] damaged = whole.clone();
    damaged[5] = 'y';
    for (byte[] bad :
        List.of(
            new byte[0],
            "no archive".getBytes(UTF_8),
            "x".repeat(1024).getBytes(UTF_8),
            java.util.Arrays.copyOf(whole, 600),
            java.util.Arrays.copyOf(whole, 1024),
            damaged,
            host(directory, List.of("sh", "-c", "echo x | gzip; head -c 1000 /dev/zero")),
            archive(member('x', "pax", "", "9999 path=x\n"), member('0', "x", "", "")),
            archive(member('x', "pax", "", "9 size=x\n"), member('0', "x", "", "")),
            archive(member('x', "pax", "", "10 path=\0\n"), member('0', "x", "", "")),
            archive(member('S', "sparse", "", "")),
            archive(member('L', "long", "", "x".repeat(5000)), member('0', "x", "", "")))) {
      PackedFiles.Ended ended = files.run(bad, "unpack", "members", to.toString());

      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.stderr()).endsWith("\n").hasLineCount(1);
    }
  }

  @Test
  void withNamesThatAreOddKeepThemAndComplainInOneLine() throws Exception {
    host(
        from,
        List.of(
            "sh",
            "-c",
            "echo x >'new\nline'; printf x >\"$(printf 'latin\\351')\"; mkdir ./-o ' '"));

    byte[] archive = files.run(new byte[0], "pack", from.toString(), "x").archive();
    files.run(archive, "unpack", "contents", to.toString()).archive();
    PackedFiles.Ended ended =
        files.run(
            archive(member('0', "a\nb\033[2J/../c", "", "")), "unpack", "members", to.toString());

    assertThat(without("$^", to)).isEqualTo(without("$^", from));
    assertThat(ended.stderr()).isEqualTo("a?b?[2J/../c: the archive's path has a `..`\n");
  }

  @Test
  void ofWhatIsNotThereFailWithItsPath() throws Exception {
    assertThat(files.run(new byte[0], "pack", "/no/such\nfile", "x").stderr())
        .isEqualTo("/no/such?file: cannot be looked at: No such file or directory\n");
  }

  @Test
  void readFilesOfTheKernelThatSayTheyAreEmpty() throws Exception {
    byte[] one = files.run(new byte[0], "pack", "/proc/self/comm", "comm").archive();
    assertThat(new String(one, UTF_8)).contains("pack\n");
  }

  /** The target itself keeps what it had. */
  private static List<String> without(String pattern, Path tree) throws Exception {
    return described(tree).stream()
        .filter(line -> !line.startsWith("|d|"))
        .map(line -> line.replaceAll(pattern, ""))
        .toList();
  }

  private void place(byte[] archive, String cargo, String target, int code, String at)
      throws Exception {
    PackedFiles.Ended ended = files.run(archive, "unpack", cargo, to + "/" + target, "NAME");
    assertThat(ended.code()).as(cargo + " " + target + ": " + ended.stderr()).isEqualTo(code);
    if (code == 0) {
      assertThat(to.resolve(at)).isRegularFile();
    } else {
      assertThat(to.resolve("NAME")).doesNotExist();
    }
  }

  private void makeOneOfEach() throws Exception {
    String long200 = "x".repeat(200);
    Path deep = Files.createDirectories(from.resolve(long200).resolve(long200));
    Files.writeString(deep.resolve("file"), "deep");
    host(
        from,
        List.of(
            "sh",
            "-c",
            """
            head -c 200000 /dev/urandom >random; : >empty; mkdir -p d/e; echo hi >d/hi; ln d/hi hard
            ln -s d/hi soft; ln -s /no/such dangling; mkfifo fifo; mknod null c 1 3; chmod 4711 random; chmod 1777 d/e
            chown 4000000:5000000 d/hi; chown -h 5:6 soft; echo ro >d/ro; chmod 0444 d/ro; chmod 0555 d
            touch -d '1960-01-02 03:04:05.123456789' empty; touch -h -d '2020-01-01 00:00:00.5' soft d/e
            touch -d '2001-01-01' d .
            """));
    assertThat(Files.exists(from.resolve("d/e"), LinkOption.NOFOLLOW_LINKS)).isTrue();
  }
}
