package dev.hutch.it.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hutch.it.Ended;
import dev.hutch.it.HutchCommand;
import dev.hutch.it.RunningHutch;
import dev.hutch.it.leak.LeakGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code hutch cp} in both directions. */
@ExtendWith(LeakGuard.class)
class CpIT {
  @Test
  void filesGoInAndComeOut(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("hello"), "hello\n");
    try (DetachedBox box = DetachedBox.running("--name", "cp-files")) {
      assertDone("", "cp", file.toString(), "cp-files:/tmp");
      assertThat(box.exec("cat", "/tmp/hello").run().stdout()).isEqualTo("hello\n");

      assertDone("", "cp", box.id() + ":tmp/hello", directory + "/back");
      assertThat(directory.resolve("back")).content().isEqualTo("hello\n");

      assertFails("/no/such", "cp", "cp-files:/no/such", directory.toString());
      assertFails("there is no such directory", "cp", file.toString(), "cp-files:/none/");
      assertFails("no directory", "cp", "cp-files:/tmp/hello", directory + "/none/");
    }
  }

  @Test
  void archivesGoThroughPipes(@TempDir Path directory) throws IOException {
    try (DetachedBox box = DetachedBox.running()) {
      box.exec("sh", "-c", "mkdir /a /b; echo here >/a/file").run();
      Path script = directory.resolve("pipe");
      Files.writeString(script, "\"$@\" cp $BOX:/a - | \"$@\" cp - $BOX:/b\n");

      Ended piped = HutchCommand.of().env("BOX", box.id()).under("sh", script.toString()).run();

      assertThat(piped.exit()).as(piped::toString).isZero();
      assertThat(piped.stderr()).isEmpty();
      assertThat(box.exec("cat", "/b/a/file").run().stdout()).isEqualTo("here\n");

      Ended none =
          HutchCommand.of("cp", "-", box.id() + ":/b")
              .stdin(stream -> stream.write("no archive at all".repeat(100).getBytes(UTF_8)))
              .run();
      assertThat(none.exit()).isEqualTo(125);
      assertThat(none.stderr()).contains("this is no tar archive").hasLineCount(1);
    }
  }

  @Test
  void aReaderThatGoesAndASignalEndIt(@TempDir Path directory) throws IOException {
    try (DetachedBox box = DetachedBox.running()) {
      box.exec("truncate", "-s", "1000G", "/endless").run();
      Path script = directory.resolve("pipe");
      Files.writeString(
          script, "{ \"$@\" cp $BOX:/endless -; echo $? >&2; } | head -c 5000000 | wc -c\n");
      Ended piped = HutchCommand.of().env("BOX", box.id()).under("sh", script.toString()).run();
      assertThat(piped.stdout().strip()).isEqualTo("5000000");
      assertThat(piped.stderr()).isEqualTo("141\n");

      Path target = directory.resolve("endless");
      try (RunningHutch hutch =
          HutchCommand.of("cp", box.id() + ":/endless", target.toString()).start()) {
        await()
            .atMost(Duration.ofSeconds(90))
            .until(() -> Files.exists(target) && Files.size(target) > 0);
        hutch.signal("INT");
        assertThat(hutch.awaitEnd().exit()).isEqualTo(130);
      }
      Files.delete(target);
      Path silent = directory.resolve("silent");
      try (RunningHutch hutch =
          HutchCommand.of("cp", "-", box.id() + ":/tmp")
              .under("sh", "-c", "mkfifo " + silent + "; exec \"$@\" <>" + silent, "sh")
              .start()) {
        await()
            .atMost(Duration.ofSeconds(90))
            .until(() -> box.exec("pidof", "unpack").run().exit() == 0);
        hutch.signal("TERM");
        assertThat(hutch.awaitEnd().exit()).isEqualTo(143);
      }
      await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> box.exec("pidof", "pack", "unpack").run().exit() != 0);
    }
  }

  @Test
  void aBoxThatDoesNotRunIsSaid() {
    try (DetachedBox box = DetachedBox.created()) {
      assertFails("hutch start", "cp", box.id() + ":/etc", ".");
    }
  }

  private static void assertDone(String output, String... words) {
    Ended ended = HutchCommand.of(words).run();
    assertThat(ended.exit()).as(ended::toString).isZero();
    assertThat(ended.stdout()).isEqualTo(output);
    assertThat(ended.stderr()).isEmpty();
  }

  private static void assertFails(String reason, String... words) {
    Ended ended = HutchCommand.of(words).run();
    assertThat(ended.exit()).as(ended::toString).isEqualTo(125);
    assertThat(ended.stderr()).startsWith("hutch: ").contains(reason).hasLineCount(1);
  }
}
