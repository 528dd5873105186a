package dev.hutch.vmm.control;

import dev.hutch.vmm.spec.VmSpec;
import dev.hutch.vmm.spec.VmSpecCodec;
import java.nio.charset.StandardCharsets;

/**
 * The datagrams of the control socket. One method each: the shim loads no message class to send
 * one.
 */
public final class ControlEncoder {
  static final String WARM = "warm";
  static final String PHASE = "phase";
  static final String HELLO = "hello";
  static final String FAILED = "failed";
  static final String CONFIG = "config";
  static final String LEAVE = "leave";
  static final String LEFT = "left";

  private ControlEncoder() {}

  /** Returns {@link ControlMessage.Warm}. */
  public static byte[] warm() {
    return bytes(new StringBuilder(WARM).append('\n'));
  }

  /** Returns {@link ControlMessage.Phase}. */
  public static byte[] phase(String name, long nanos) {
    return bytes(put(put(start(PHASE), "name", name), "ns", nanos));
  }

  /** Returns {@link ControlMessage.Hello}. */
  public static byte[] hello(long nanos, GuestStart guest) {
    StringBuilder text = put(start(HELLO), "ns", nanos);
    put(text, "release", EscapedLine.escape(guest.kernelRelease()));
    put(text, "realtime", guest.realtimeNanos());
    put(text, "main", guest.mainNanos());
    put(text, "mounted", guest.mountedNanos());
    put(text, "hello", guest.helloNanos());
    put(text, "main.tsc", guest.mainTsc());
    put(text, "hello.tsc", guest.helloTsc());
    return bytes(put(text, "tsc.hz", guest.tscHertz()));
  }

  /** Returns {@link ControlMessage.Failed}; of a message that is too long the end is kept. */
  public static byte[] failed(String phase, String message) {
    return bytes(put(put(start(FAILED), "phase", phase), "message", EscapedLine.escape(message)));
  }

  /** Returns {@link ControlMessage.Config}; the descriptors of the specification travel with it. */
  public static byte[] config(VmSpec spec) {
    return bytes(start(CONFIG).append(VmSpecCodec.encode(spec)));
  }

  /** Returns {@link ControlMessage.Leave}. */
  public static byte[] leave() {
    return bytes(new StringBuilder(LEAVE).append('\n'));
  }

  /** Returns {@link ControlMessage.Left}. */
  public static byte[] left() {
    return bytes(new StringBuilder(LEFT).append('\n'));
  }

  private static StringBuilder start(String kind) {
    return new StringBuilder(256).append(kind).append('\n');
  }

  private static StringBuilder put(StringBuilder text, String key, String value) {
    return text.append(key).append('=').append(value).append('\n');
  }

  private static StringBuilder put(StringBuilder text, String key, long value) {
    return text.append(key).append('=').append(value).append('\n');
  }

  private static byte[] bytes(StringBuilder text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
