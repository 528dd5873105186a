package dev.hutch.agent.client;

import static dev.hutch.agent.archive.Trees.described;
import static dev.hutch.agent.archive.Trees.run;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.archive.HandMadeArchive;
import dev.hutch.agent.archive.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Archives that the agent packs and unpacks. */
@Timeout(60)
class PackTest extends WithPlainRelay {
  private Path from;
  private Path to;
  private PackedFiles files;

  @BeforeEach
  void makeTwoDirectories() throws IOException {
    from = Files.createDirectory(directory.resolve("from"));
    to = Files.createDirectory(directory.resolve("to"));
    files = new PackedFiles(client);
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
    run(to, "tar", "-xpf", file.toString());

    assertThat(described(to)).isEqualTo(described(from));
  }

  @Test
  void areReadAsTarWritesThem() throws Exception {
    makeOneOfEach();
    for (String format : List.of("pax", "gnu", "posix")) {
      Path target = Files.createDirectory(to.resolve(format));
      byte[] archive = run(from, "tar", "--format=" + format, "-c", ".");

      files.run(archive, "unpack", "-p", "-s", "members", target.toString()).archive();

      // GNU's own format has no fractions of seconds
      String fraction = format.equals("gnu") ? "\\.[0-9]{10}" : "$^";
      assertThat(without(fraction, target)).isEqualTo(without(fraction, from));
    }
  }

  @Test
  void sayTheSizeOfAFileAbove8GiB() throws Exception {
    // a hole, of which only the beginning is read here
    run(from, "truncate", "-s", "9G", "large");
    String listed =
        new String(
            run(
                directory,
                "bash",
                "-c",
                "(exec -a pack ./hutch-agent from/large large) 2>/dev/null | head -c 2048"
                    + " | tar -tv 2>/dev/null; true"),
            UTF_8);
    assertThat(listed).contains(" 9663676416 ").contains("large");
  }

  @Test
  void haveTheOwnerThatIsAskedForAndNoSpecialBitsUnasked() throws Exception {
    run(from, "sh", "-c", "echo x >f && chmod 6755 f && mkdir d && chmod 3775 d");
    byte[] archive = run(from, "tar", "--owner=7", "--group=8", "-c", ".");

    files.run(archive, "unpack", "-o", "1234:567", "contents", to + "/given").archive();
    files.run(archive, "unpack", "-p", "-s", "contents", to + "/kept").archive();
    files.run(archive, "unpack", "contents", to + "/plain").archive();

    assertThat(
            run(
                to,
                "stat",
                "-c",
                "%n %a %u:%g",
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
            new HandMadeArchive().file("../outside/new", "x").finished(),
            new HandMadeArchive().file("a/../../outside/new", "x").finished(),
            new HandMadeArchive().link("l", away).file("l/new", "x").finished(),
            new HandMadeArchive().link("l", "../outside").file("l/new", "x").finished(),
            new HandMadeArchive().link("l", away).directory("l").file("l/new", "x").finished(),
            new HandMadeArchive().link("l", away + "/secret").directory("l/d").finished(),
            new HandMadeArchive()
                .link("l", away)
                .hardLink("h", "l/secret")
                .file("h", "x")
                .finished(),
            new HandMadeArchive().hardLink("h", away + "/secret").finished(),
            new HandMadeArchive().hardLink("h", "../outside/secret").finished(),
            new HandMadeArchive().link("d", "/").file("d" + away + "/new", "x").finished());
    for (byte[] archive : hostile) {
      PackedFiles.Ended ended = files.run(archive, "unpack", "members", to.toString());

      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.stderr()).endsWith("\n").hasLineCount(1);
      try (Stream<Path> there = Files.list(outside)) {
        assertThat(there).containsExactly(secret);
      }
      assertThat(secret).content().isEqualTo("secret");
      assertThat(Files.getAttribute(secret, "unix:nlink")).isEqualTo(1);
      run(directory, "sh", "-c", "rm -rf to && mkdir to");
    }
    files
        .run(
            new HandMadeArchive().file(away + "/new", "x").finished(),
            "unpack",
            "members",
            to.toString())
        .archive();
    assertThat(to.resolve(away.substring(1)).resolve("new")).content().isEqualTo("x");
  }

  @Test
  void goThroughLinksThatStayBelowTheTarget() throws Exception {
    byte[] archive =
        new HandMadeArchive()
            .directory("usr/bin")
            .link("bin", "usr/bin")
            .file("bin/one", "1")
            .directory("bin")
            .file("bin/two", "2")
            .finished();

    files.run(archive, "unpack", "members", to.toString()).archive();

    assertThat(to.resolve("usr/bin/one")).content().isEqualTo("1");
    assertThat(to.resolve("usr/bin/two")).content().isEqualTo("2");
    assertThat(Files.readSymbolicLink(to.resolve("bin"))).hasToString("usr/bin");
  }

  @Test
  void replaceFilesAndLinksButNothingElse() throws Exception {
    run(to, "sh", "-c", "echo old >old; ln -s old link; mkdir d; echo in >d/in; mknod null c 1 3");

    files
        .run(new HandMadeArchive().file("x", "new").finished(), "unpack", "file", to + "/old", "x")
        .archive();
    files
        .run(
            new HandMadeArchive().file("link", "own").finished(),
            "unpack",
            "members",
            to.toString())
        .archive();

    assertThat(to.resolve("old")).content().isEqualTo("new");
    assertThat(Files.isSymbolicLink(to.resolve("link"))).isFalse();
    for (byte[] archive :
        List.of(
            new HandMadeArchive().file("d", "x").finished(),
            new HandMadeArchive().link("d", "x").finished(),
            new HandMadeArchive().file("null", "x").finished(),
            new HandMadeArchive().directory("old").finished())) {
      assertThat(files.run(archive, "unpack", "members", to.toString()).stderr())
          .containsPattern("in its place\n$");
    }
    assertThat(to.resolve("d/in")).exists();
    assertThat(run(to, "stat", "-c", "%F", "null")).asString(UTF_8).contains("special file");
  }

  @Test
  void goWhereDockerCpWouldPutThem() throws Exception {
    run(
        to,
        "sh",
        "-c",
        "mkdir dir; echo old >file; ln -s dir ldir; ln -s file lfile; ln -s no dangling");
    byte[] file = new HandMadeArchive().file("x", "new").finished();
    byte[] tree = new HandMadeArchive().directory("x").file("x/in", "in").finished();

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
    byte[] whole = new HandMadeArchive().file("x", "contents").finished();
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
            run(directory, "sh", "-c", "echo x | gzip; head -c 1000 /dev/zero"),
            new HandMadeArchive().special('x', "9999 path=x\n").file("x", "").finished(),
            new HandMadeArchive().special('x', "9 size=x\n").file("x", "").finished(),
            new HandMadeArchive().special('x', "10 path=\0\n").file("x", "").finished(),
            new HandMadeArchive().header('S', "sparse", "", 0).finished(),
            new HandMadeArchive().special('L', "x".repeat(5000)).file("x", "").finished())) {
      PackedFiles.Ended ended = files.run(bad, "unpack", "members", to.toString());

      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.stderr()).endsWith("\n").hasLineCount(1);
    }
  }

  @Test
  void withNamesThatAreOddKeepThemAndComplainInOneLine() throws Exception {
    run(
        from,
        "sh",
        "-c",
        "echo x >'new\nline'; printf x >\"$(printf 'latin\\351')\"; mkdir ./-o ' '");

    byte[] archive = files.run(new byte[0], "pack", from.toString(), "x").archive();
    files.run(archive, "unpack", "contents", to.toString()).archive();
    PackedFiles.Ended ended =
        files.run(
            new HandMadeArchive().file("a\nb\033[2J/../c", "").finished(),
            "unpack",
            "members",
            to.toString());

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
    Trees.oneOfEach(from);
    run(from, "mknod", "null", "c", "1", "3");
  }
}
