package dev.hutch.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.Copied;
import dev.hutch.CopyException;
import dev.hutch.CopyOptions;
import dev.hutch.agent.archive.HandMadeArchive;
import dev.hutch.agent.archive.Trees;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Archives that a guest sends who means harm. After each, nothing outside of the target differs.
 */
@Timeout(60)
abstract class WithHostileArchives {
  @TempDir Path directory;
  Path outside;
  Path target;
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

  void refused(UnaryOperator<HandMadeArchive> more) {
    HandMadeArchive archive = more.apply(new HandMadeArchive().directory("x"));
    assertThatThrownBy(() -> receive(archive, CopyOptions.DEFAULT))
        .isInstanceOf(CopyException.class);
  }

  Copied receive(HandMadeArchive archive, CopyOptions options) throws IOException {
    return receive(new ByteArrayInputStream(archive.finished()), options);
  }

  Copied receive(InputStream archive, CopyOptions options) throws IOException {
    return Receiver.receive(archive, "x", target, "name", options);
  }

  private String lookOutside() throws Exception {
    return new String(
        Trees.run(outside, "find", ".", "-printf", "%P %y %m %U %G %T@ %C@ %n %s\\n"), UTF_8);
  }
}
