package dev.hutch.it.bad;

import dev.hutch.it.leak.LeakGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The home cannot be used. */
@ExtendWith(LeakGuard.class)
class BadHomeIT {
  @Test
  void aHomeBelowARegularFileIsRefused(@TempDir Path directory) throws IOException {
    Path home = Files.createFile(directory.resolve("file")).resolve("home");
    refused(home.toString(), "cannot be used");
  }

  @Test
  void aHomeWhereNobodyCanWriteIsRefused() {
    refused("/proc/hutch", "cannot be used");
  }

  @Test
  void aHomeTooLongForItsSocketsIsRefused(@TempDir Path directory) {
    refused(directory.resolve("h".repeat(70)).toString(), "allows 69");
  }

  private static void refused(String home, String why) {
    Failure.ofOptions(List.of("--home", home), home, why, "--home or HUTCH_HOME");
  }
}
