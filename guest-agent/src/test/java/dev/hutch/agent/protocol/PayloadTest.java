package dev.hutch.agent.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {
  private static final List<Decoder> DECODERS =
      List.of(
          Hello::decode,
          Opened::decode,
          Exit::decode,
          Failed::decode,
          Kept::decode,
          PayloadTest::decodeKept,
          PayloadTest::decodeStats);

  private interface Decoder {
    Object decode(byte[] from, int at, int length);
  }

  @Test
  void survivesTheWayThere() {
    Hello hello = new Hello(1, 3, 4L << 60, 5, 6, 7, -8, 9, 10, "6.12.99");
    Opened opened = new Opened(4711, 7, 1, Long.MAX_VALUE);
    Exit exit = new Exit(Exit.SIGNALED, true, 9, 1, 2, 3, 4);
    Failed failed = new Failed(2, Failed.STEP_PROGRAM, "no such thing: é");

    assertThat(roundTrip(hello.encode(), Hello::decode)).isEqualTo(hello);
    assertThat(roundTrip(opened.encode(), Opened::decode)).isEqualTo(opened);
    assertThat(roundTrip(exit.encode(), Exit::decode)).isEqualTo(exit);
    assertThat(roundTrip(failed.encode(), Failed::decode)).isEqualTo(failed);
    assertThat(roundTrip(new Kept(-9, 0).encode(), Kept::decode)).isEqualTo(new Kept(-9, 0));
    assertThat(roundTrip(new Kept(0, 11).encode(), Kept::decode)).isEqualTo(new Kept(0, 11));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void isRefusedWithAProtocolExceptionAtMostWhenBytesAreChanged(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<byte[]> good =
        List.of(
            new Hello(1, 1, 0, 0, 0, 0, 0, 0, 0, "6.12").encode(),
            new Opened(1, 2, 3).encode(),
            new Exit(Exit.EXITED, false, 7, 0, 0, 0, 0).encode(),
            new Failed(2, 6, "why").encode(),
            new Kept(3, 0).encode(),
            keptCommands(),
            new byte[GuestStats.BYTES]);
    for (int i = 0; i < 20_000; i++) {
      int which = random.nextInt(good.size());
      byte[] payload = Arrays.copyOf(good.get(which), random.nextInt(good.get(which).length + 3));
      if (payload.length > 0) {
        payload[random.nextInt(payload.length)] = (byte) random.nextInt();
      }
      Throwable thrown =
          catchThrowable(() -> DECODERS.get(which).decode(payload, 0, payload.length));
      if (thrown != null) {
        assertThat(thrown).isInstanceOf(ProtocolException.class);
      }
    }
  }

  @Test
  void isAListOfKeptCommands() {
    byte[] two = Arrays.copyOf(keptCommands(), 2 * keptCommands().length);
    System.arraycopy(two, 0, two, keptCommands().length, keptCommands().length);

    assertThat(KeptCommand.decodeAll(new byte[0])).isEmpty();
    assertThat(KeptCommand.decodeAll(two))
        .containsOnly(
            new KeptCommand(5, 6, Exit.SIGNALED, 9, true, false, 2, 11, 12, 13, 14, "sh?"))
        .hasSize(2);
  }

  @Test
  void cannotDriveATerminal() {
    Failed failed = roundTrip(new Failed(1, 1, "red\u001b[31m\nline").encode(), Failed::decode);

    assertThat(failed.message()).isEqualTo("red?[31m?line");
  }

  @Test
  void cutsALongMessageBetweenCharacters() {
    byte[] payload = new Failed(1, 1, "é".repeat(1000)).encode();

    assertThat(Failed.decode(payload, 0, payload.length).message()).isEqualTo("é".repeat(256));
  }

  @Test
  void reportsASignalAsAShellDoes() {
    assertThat(new Exit(Exit.SIGNALED, false, 9, 0, 0, 0, 0).shellCode()).isEqualTo(137);
    assertThat(new Exit(Exit.EXITED, false, 7, 0, 0, 0, 0).shellCode()).isEqualTo(7);
  }

  @Test
  void isNotMadeOfImpossibleCommands() {
    String tooLong = "x".repeat(70_000);

    assertThatThrownBy(() -> exec(List.of(), List.of(), "")).hasMessageContaining("no program");
    assertThatThrownBy(() -> exec(List.of("a\0b"), List.of(), "")).hasMessageContaining("NUL");
    assertThatThrownBy(() -> exec(List.of("a"), List.of("=x"), "")).hasMessageContaining("NAME");
    assertThatThrownBy(() -> exec(List.of("a"), List.of(), "x")).hasMessageContaining("absolute");
    assertThatThrownBy(() -> exec(List.of("a", tooLong), List.of(), ""))
        .hasMessageContaining("at most 65536");
    assertThatThrownBy(() -> new Welcome(1, 0, "a host")).hasMessageContaining("a host");
  }

  private static ExecRequest exec(
      List<String> arguments, List<String> variables, String directory) {
    return new ExecRequest(arguments, variables, directory, 0, 0, true, false);
  }

  private static byte[] keptCommands() {
    byte[] entry = new byte[KeptCommand.FIXED_BYTES + 3];
    entry[0] = Exit.SIGNALED;
    entry[1] = 1;
    entry[2] = 3;
    entry[4] = 5;
    entry[8] = 6;
    entry[12] = 9;
    entry[16] = 2;
    for (int i = 0; i < 4; i++) {
      entry[24 + 8 * i] = (byte) (11 + i);
    }
    System.arraycopy(new byte[] {'s', 'h', 27}, 0, entry, KeptCommand.FIXED_BYTES, 3);
    return entry;
  }

  private static Object decodeKept(byte[] from, int at, int length) {
    return KeptCommand.decodeAll(Arrays.copyOfRange(from, at, at + length));
  }

  private static Object decodeStats(byte[] from, int at, int length) {
    return GuestStats.decode(Arrays.copyOfRange(from, at, at + length));
  }

  private interface TypedDecoder<T> {
    T decode(byte[] from, int at, int length);
  }

  private static <T> T roundTrip(byte[] payload, TypedDecoder<T> decoder) {
    byte[] shifted = new byte[payload.length + 20];
    System.arraycopy(payload, 0, shifted, 13, payload.length);
    return decoder.decode(shifted, 13, payload.length);
  }
}
