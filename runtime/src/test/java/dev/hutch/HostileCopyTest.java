package dev.hutch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.agent.archive.HandMadeArchive;
import dev.hutch.agent.protocol.Exit;
import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.Frames;
import dev.hutch.agent.protocol.Opened;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A guest that sends what it likes where files are asked of it, behind the real relay. */
@Timeout(60)
class HostileCopyTest {
  @TempDir private Path directory;

  @Test
  void whoSendsAnArchiveThatLeadsElsewhereIsFoundOutAndTheBoxGoesOn() throws Exception {
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Path target = Files.createDirectory(directory.resolve("target"));
    List<HandMadeArchive> hostile =
        List.of(
            new HandMadeArchive().directory("etc").file("etc/../../outside/f", "x"),
            new HandMadeArchive().directory("etc").file(outside + "/f", "x"),
            new HandMadeArchive()
                .directory("etc")
                .link("etc/l", outside.toString())
                .file("etc/l/f", "x"),
            new HandMadeArchive().directory("etc").header('4', "etc/sda", "", 0),
            new HandMadeArchive().file("passwd", "x"));
    for (HandMadeArchive archive : hostile) {
      byte[] bytes = archive.finished();
      try (RelayedGuest guest =
          new RelayedGuest(
              directory, (channel, operation, agent) -> sends(agent, channel, bytes, "", 0))) {
        assertThatThrownBy(() -> guest.box().copy().out("/etc", target, CopyOptions.DEFAULT))
            .isInstanceOf(CopyException.class)
            .hasMessageStartingWith("cannot copy box:/etc to " + target);
        assertThat(guest.isServed()).isTrue();
      }
      Files.delete(directory.resolve("agent.sock"));
      try (Stream<Path> files = Files.list(outside)) {
        assertThat(files).isEmpty();
      }
    }
  }

  @Test
  void whoComplainsCannotCommandATerminalOrFloodTheMessage() {
    String complaint = "\033[2Jgone\n" + "x".repeat(60_000);
    try (RelayedGuest guest =
        new RelayedGuest(
            directory,
            (channel, operation, agent) -> sends(agent, channel, new byte[0], complaint, 1))) {
      assertThatThrownBy(() -> guest.box().copy().out("/etc", directory, CopyOptions.DEFAULT))
          .isInstanceOf(CopyException.class)
          .satisfies(
              e ->
                  assertThat(e.getMessage())
                      .contains("gone")
                      .doesNotContain("\033", "\n")
                      .hasSizeLessThan(1_000));
    }
  }

  @Test
  void whoSaysThatItFailedIsBelievedEvenBehindAWholeArchive() {
    byte[] whole = new HandMadeArchive().file("f", "x").finished();
    try (RelayedGuest guest =
        new RelayedGuest(
            directory,
            (channel, operation, agent) -> sends(agent, channel, whole, "f: got shorter\n", 1))) {
      assertThatThrownBy(() -> guest.box().copy().out("/f", directory, CopyOptions.DEFAULT))
          .isInstanceOf(CopyException.class)
          .hasMessageEndingWith("f: got shorter");
    }
  }

  @Test
  void whoEndsAtOnceWithoutTakingItsInputIsNoSuccess() throws IOException {
    try (RelayedGuest guest =
        new RelayedGuest(
            directory,
            (channel, operation, agent) -> sends(agent, channel, new byte[0], "full\n", 1))) {
      assertThatThrownBy(
              () ->
                  guest
                      .box()
                      .copy()
                      .in(new ByteArrayInputStream(new byte[10 << 20]), "/", CopyOptions.DEFAULT))
          .isInstanceOf(CopyException.class)
          .hasMessageEndingWith("full");
    }
  }

  private static void sends(
      RelayedGuest agent, int channel, byte[] stdout, String stderr, int code) {
    agent.send(Frames.frame(FrameType.OPENED, channel, 0, new byte[Opened.BYTES]));
    if (stdout.length > 0) {
      agent.send(Frames.frame(FrameType.DATA, channel, 1, stdout));
    }
    if (!stderr.isEmpty()) {
      agent.send(Frames.frame(FrameType.DATA, channel, 2, stderr.getBytes(UTF_8)));
    }
    agent.send(
        Frames.empty(FrameType.END, channel, 1),
        Frames.empty(FrameType.END, channel, 2),
        Frames.frame(
            FrameType.EXIT, channel, 0, new Exit(Exit.EXITED, false, code, 0, 0, 0, 0).encode()));
  }
}
