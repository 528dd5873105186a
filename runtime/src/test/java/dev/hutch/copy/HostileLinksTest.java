package dev.hutch.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.CopyOptions;
import dev.hutch.agent.archive.HandMadeArchive;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Archives of a guest whose files are to go through links. */
class HostileLinksTest extends WithHostileArchives {
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
}
