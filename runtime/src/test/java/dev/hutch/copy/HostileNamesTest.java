package dev.hutch.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.CopyOptions;
import dev.hutch.agent.archive.HandMadeArchive;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Archives of a guest whose names are to lead out of the target. */
class HostileNamesTest extends WithHostileArchives {
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
}
