package dev.hutch.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.it.Ended;
import dev.hutch.it.HutchCommand;
import dev.hutch.it.leak.LeakGuard;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Standard input reaches the command byte for byte. */
@ExtendWith(LeakGuard.class)
class StandardInputIT {
  private static final int SIZE = 64 << 20;

  @Test
  void sixtyFourMebibytesGoThroughCatAndComeBackByteForByte() throws NoSuchAlgorithmException {
    byte[] random = new byte[SIZE];
    new Random(64).nextBytes(random);
    Ended ended =
        HutchCommand.of("run", "-i", "--", "cat").stdin(stream -> stream.write(random)).run();
    assertThat(ended.exit()).as(ended::toString).isZero();
    assertThat(ended.stdoutBytes()).hasSize(SIZE);
    assertThat(sha256(ended.stdoutBytes())).isEqualTo(sha256(random));
  }

  @Test
  void aCommandThatDoesNotReadItsInputEndsAsItWants() {
    Ended ended =
        HutchCommand.of("run", "-i", "--", "sh", "-c", "exit 3")
            .stdin(stream -> stream.write(new byte[8 << 20]))
            .run();
    assertThat(ended.exit()).isEqualTo(3);
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
