package dev.hutch.agent.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameHeaderTest {

  @Test
  void isTwelveBytesLittleEndian() {
    byte[] header = new byte[Protocol.HEADER_BYTES];

    FrameHeader.write(header, 0, FrameType.DATA, 256, Protocol.STDERR, 65_536);

    assertThat(header).containsExactly(0, 0, 1, 0, 0, 1, 0, 0, 19, 2, 0, 0);
    assertThat(FrameHeader.payloadLength(header, 0)).isEqualTo(65_536);
    assertThat(FrameHeader.channel(header, 0)).isEqualTo(256);
  }

  @ParameterizedTest
  @CsvSource({
    "OPEN,16,0,4",
    "DATA,19,0,1",
    "END,20,0,0",
    "CREDIT,21,2,4",
    "SIGNAL,22,0,1",
    "RESIZE,26,0,4"
  })
  void letsTheHostSendWhatIsTheHosts(String name, int type, int stream, int length) {
    byte[] header = header(type, 1, stream, length);

    assertThatCode(() -> FrameHeader.checkFromHost(header, 0)).as(name).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "a type of the agent's,17,1,0,24",
    "HELLO,1,0,0,80",
    "no such type,99,1,0,0",
    "DATA of no bytes,19,1,0,0",
    "DATA on an output,19,1,1,10",
    "DATA on the link,19,0,0,10",
    "WELCOME on a channel,2,1,0,24",
    "CREDIT for stdin,21,1,0,4",
    "CREDIT of another size,21,1,1,5",
    "RESET with a payload,24,1,0,1",
    "RESIZE of another size,26,1,0,2",
    "a channel too high,20,257,0,0",
    "a negative channel,20,-1,0,0",
    "a stream where none is due,16,1,1,4",
    "a stream that does not exist,20,1,3,0"
  })
  void refusesFromTheHost(String what, int type, int channel, int stream, int length) {
    byte[] header = header(type, channel, stream, length);

    assertThatThrownBy(() -> FrameHeader.checkFromHost(header, 0))
        .as(what)
        .isInstanceOf(ProtocolException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "a type of the host's,16,1,0,4",
    "DATA on stdin,19,1,0,10",
    "CREDIT for an output,21,1,1,4",
    "EXIT of another size,23,1,0,39",
    "FAILED with too long a text,18,1,0,521",
    "HELLO too short,1,0,0,79"
  })
  void refusesFromTheAgent(String what, int type, int channel, int stream, int length) {
    byte[] header = header(type, channel, stream, length);

    assertThatThrownBy(() -> FrameHeader.checkFromAgent(header, 0))
        .as(what)
        .isInstanceOf(ProtocolException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void letsTheAgentEndEveryStream(int stream) {
    byte[] header = header(FrameType.END, 1, stream, 0);

    assertThatCode(() -> FrameHeader.checkFromAgent(header, 0)).doesNotThrowAnyException();
  }

  @Test
  void refusesBytesThatMustBeZero() {
    byte[] header = header(FrameType.END, 1, 0, 0);
    header[11] = 1;

    assertThatThrownBy(() -> FrameHeader.checkFromHost(header, 0))
        .isInstanceOf(ProtocolException.class);
  }

  private static byte[] header(int type, int channel, int stream, int length) {
    byte[] header = new byte[Protocol.HEADER_BYTES];
    FrameHeader.write(header, 0, type, channel, stream, length);
    return header;
  }
}
