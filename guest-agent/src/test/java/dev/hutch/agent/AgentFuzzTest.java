package dev.hutch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.corpus.KeptInputs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The agent's decoders, with the sanitizers, on what fuzzing has found worth keeping. The targets
 * are in {@code src/test/c}; they start, signal and connect to nothing real.
 */
@Timeout(180)
class AgentFuzzTest {
  /** With users of its own: two of the programs change files, and refuse to run without. */
  private static final List<String> CONFINED =
      List.of(
          ("bwrap --unshare-all --unshare-user --uid 0 --gid 0 --cap-add ALL --die-with-parent"
                  + " --ro-bind / / --dev /dev --proc /proc")
              .split(" "));

  @TempDir private static Path programs;

  @BeforeAll
  static void build() throws Exception {
    run(List.of("make", "--silent", "-C", "src/test/c", "replay", "OUT=" + programs));
  }

  @Test
  void takesWhateverAHostSends() throws Exception {
    replay("link");
  }

  @Test
  void readsWhateverTheBoxHasForUsersAndGroups() throws Exception {
    replay("accounts");
  }

  @Test
  void takesWhateverIsAskedOfFiles() throws Exception {
    replay("files");
  }

  @Test
  void packsWhateverIsInTheBoxAndNothingElse() throws Exception {
    replay("pack");
  }

  @Test
  void listsWhateverTheBoxCallsItsProcesses() throws Exception {
    replay("processes");
  }

  @Test
  void unpacksWhateverIsInAnArchiveAndNothingElsewhere() throws Exception {
    replay("unpack");
  }

  private static void replay(String target) throws Exception {
    List<String> command = new ArrayList<>(CONFINED);
    command.addAll(List.of("--bind", programs.toString(), programs.toString()));
    command.add(programs.resolve(target + "-replay").toString());
    List<Path> files = KeptInputs.files(target);
    files.forEach(file -> command.add(file.toAbsolutePath().toString()));

    assertThat(run(command)).endsWith(files.size() + " inputs\n");
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(programs, "output", "");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    process.destroyForcibly();
    String text = Files.readString(output, StandardCharsets.ISO_8859_1);
    assertThat(ended).as("in time: " + text).isTrue();
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }
}
