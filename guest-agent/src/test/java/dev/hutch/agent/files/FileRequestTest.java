package dev.hutch.agent.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FileRequestTest {
  private static final byte[] PATH = "/a".getBytes(StandardCharsets.UTF_8);

  @Test
  void isOfTheBytesThatTheProtocolSays() {
    assertThat(hex(FileRequest.stat(PATH, false))).isEqualTo("08000000 01010000 02002f61");
    assertThat(hex(FileRequest.open(5, OpenFlags.CREATE | OpenFlags.WRITE_ONLY, 0644, PATH)))
        .isEqualTo("14000000 04000000 05000000 41000000 a4010000 02002f61");
    assertThat(hex(FileRequest.read(63, FileRequest.CURRENT, 65_536)))
        .isEqualTo("14000000 05000000 3f000000 ffffffff ffffffff 00000100");
    assertThat(hex(FileRequest.write(1, 258, PATH, 1, 1)))
        .isEqualTo("11000000 06000000 01000000 02010000 00000000 61");
  }

  @Test
  void neverLeavesARangeThatTheProtocolKnows() {
    byte[] nul = {'a', 0};
    byte[] bytes = new byte[FileOperation.MAX_BYTES + 1];

    assertThatThrownBy(() -> FileRequest.close(64)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> FileRequest.copy(0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> FileRequest.stat(nul, true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FileRequest.read(0, 0, bytes.length))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FileRequest.write(0, 0, bytes, 0, bytes.length))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(FileRequest.write(0, 0, bytes, 1, FileOperation.MAX_BYTES))
        .hasSizeLessThanOrEqualTo(4 + FileOperation.MAX_MESSAGE);
  }

  private static String hex(byte[] bytes) {
    String hex = HexFormat.of().formatHex(bytes);
    return hex.replaceAll("(.{8})(?=.)", "$1 ");
  }
}
