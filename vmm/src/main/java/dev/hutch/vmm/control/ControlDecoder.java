package dev.hutch.vmm.control;

import dev.hutch.vmm.spec.KeyValues;
import dev.hutch.vmm.spec.VmSpecCodec;
import dev.hutch.vmm.spec.VmSpecException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads datagrams of the control socket; each side trusts the other no further than their form. */
public final class ControlDecoder {
  /**
   * The largest datagram either side sends, in bytes: receive with a buffer one byte larger to see
   * a cut one.
   */
  public static final int MAX_DATAGRAM = 64 * 1024;

  private ControlDecoder() {}

  /**
   * Reads one datagram.
   *
   * @param datagram what one receive returned
   * @throws ControlException if it is no message, naming the key or kind and the value
   */
  public static ControlMessage decode(byte[] datagram) {
    String text = text(datagram);
    int end = text.indexOf('\n');
    String kind = end < 0 ? text : text.substring(0, end);
    int start = end < 0 ? text.length() : end + 1;
    try {
      if (kind.equals(ControlEncoder.CONFIG)) {
        return new ControlMessage.Config(VmSpecCodec.decode(text, start));
      }
      return simple(kind, KeyValues.parse(text, start));
    } catch (VmSpecException e) {
      throw new ControlException(
          "control message " + EscapedLine.escape(kind) + ": " + e.getMessage());
    }
  }

  private static ControlMessage simple(String kind, KeyValues values) {
    ControlMessage message;
    if (kind.equals(ControlEncoder.WARM)) {
      message = new ControlMessage.Warm();
    } else if (kind.equals(ControlEncoder.PHASE)) {
      message = new ControlMessage.Phase(values.take("name"), values.takeNumber("ns"));
    } else if (kind.equals(ControlEncoder.FAILED)) {
      message =
          new ControlMessage.Failed(
              values.take("phase"), EscapedLine.unescape(values.take("message")));
    } else if (kind.equals(ControlEncoder.HELLO)) {
      message = new ControlMessage.Hello(values.takeNumber("ns"), guestStart(values));
    } else if (kind.equals(ControlEncoder.LEAVE)) {
      message = new ControlMessage.Leave();
    } else if (kind.equals(ControlEncoder.LEFT)) {
      message = new ControlMessage.Left();
    } else {
      throw new ControlException(
          "control message of unknown kind '" + EscapedLine.escape(kind) + "'");
    }
    values.finish();
    return message;
  }

  private static GuestStart guestStart(KeyValues values) {
    return new GuestStart(
        EscapedLine.unescape(values.take("release")),
        values.takeNumber("realtime"),
        values.takeNumber("main"),
        values.takeNumber("mounted"),
        values.takeNumber("hello"),
        values.takeNumber("main.tsc"),
        values.takeNumber("hello.tsc"),
        values.takeNumber("tsc.hz"));
  }

  private static String text(byte[] datagram) {
    if (datagram.length > MAX_DATAGRAM) {
      throw new ControlException("control message of more than " + MAX_DATAGRAM + " bytes");
    }
    String text = new String(datagram, StandardCharsets.UTF_8);
    if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), datagram)) {
      throw new ControlException("control message is not UTF-8");
    }
    return text;
  }
}
