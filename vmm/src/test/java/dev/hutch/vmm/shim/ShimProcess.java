package dev.hutch.vmm.shim;

import dev.hutch.agent.protocol.Protocol;
import dev.hutch.bindings.posix.Child;
import dev.hutch.bindings.posix.DescriptorMessage;
import dev.hutch.bindings.posix.ExitStatus;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.MemFd;
import dev.hutch.bindings.posix.Poll;
import dev.hutch.bindings.posix.Received;
import dev.hutch.bindings.posix.Signal;
import dev.hutch.bindings.posix.SocketPair;
import dev.hutch.bindings.posix.Spawn;
import dev.hutch.vmm.control.ControlDecoder;
import dev.hutch.vmm.control.ControlMessage;
import dev.hutch.vmm.control.Phases;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A real shim in a JVM of its own, with a test as its supervisor. */
final class ShimProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SocketPair control = SocketPair.seqpacket();
  private final Child child;

  ShimProcess(String... arguments) {
    this(command(arguments));
  }

  /** A shim that this command starts, program first. */
  ShimProcess(List<String> command) {
    child =
        Spawn.of(Path.of(command.getFirst()))
            .args(command.subList(1, command.size()))
            .dup2(control.right(), 0)
            .start();
    control.right().close();
  }

  private static List<String> command(String... arguments) {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.addAll(List.of("-Xint", "-XX:+UseSerialGC", "-Xrs"));
    all.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath()));
    all.add(Main.class.getName());
    all.addAll(List.of(arguments));
    return all;
  }

  private static String classPath() {
    return place(Fd.class)
        + File.pathSeparator
        + place(Protocol.class)
        + File.pathSeparator
        + place(Main.class);
  }

  private static String place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  void send(byte[] message, int descriptors) {
    List<Fd> fds = new ArrayList<>();
    for (int i = 0; i < descriptors; i++) {
      fds.add(MemFd.create("resource"));
    }
    send(message, fds);
    for (Fd fd : fds) {
      fd.close();
    }
  }

  void send(byte[] message, List<Fd> descriptors) {
    DescriptorMessage.send(control.left(), message, descriptors);
  }

  /** Everything the shim says until it has said that it is warm, or has ended. */
  List<ControlMessage> untilWarm() {
    List<ControlMessage> messages = new ArrayList<>();
    while (messages.isEmpty() || !(messages.getLast() instanceof ControlMessage.Warm)) {
      if (!receive(messages)) {
        return messages;
      }
    }
    return messages;
  }

  /** Everything the shim says until it has said that it reached a point. */
  List<ControlMessage> until(String point) {
    List<ControlMessage> messages = new ArrayList<>();
    while (messages.isEmpty() || !isAt(messages.getLast(), point)) {
      if (!receive(messages)) {
        throw new AssertionError("the shim ended before " + point + ", after " + messages);
      }
    }
    return messages;
  }

  private static boolean isAt(ControlMessage message, String point) {
    return message instanceof ControlMessage.Phase phase
        ? phase.name().equals(point)
        : point.equals(Phases.HELLO) && message instanceof ControlMessage.Hello;
  }

  /** Waits until it has said that it is warm, and leaves that unread. */
  void awaitUnreadWarm() {
    until(Phases.LINKED);
    if (!Poll.waitReadable(control.left(), PATIENCE)) {
      throw new AssertionError("the shim did not say within " + PATIENCE + " that it is warm");
    }
  }

  /** Waits until it has stopped. */
  void awaitStopped() {
    Awaitility.await().atMost(PATIENCE).until(this::isStopped);
  }

  private boolean isStopped() throws IOException {
    String stat = Files.readString(Path.of("/proc", Integer.toString(child.pid()), "stat"));
    return stat.startsWith(") T ", stat.lastIndexOf(')'));
  }

  void signal(int signal) {
    child.pidFd().signal(signal);
  }

  /** Everything the shim says until its end. */
  List<ControlMessage> untilEnd() {
    List<ControlMessage> messages = new ArrayList<>();
    while (receive(messages)) {}
    return messages;
  }

  private boolean receive(List<ControlMessage> messages) {
    if (!Poll.waitReadable(control.left(), PATIENCE)) {
      throw new AssertionError("the shim said nothing for " + PATIENCE + " after " + messages);
    }
    Received received = DescriptorMessage.receive(control.left(), ControlDecoder.MAX_DATAGRAM, 0);
    if (!received.isEndOfFile()) {
      messages.add(ControlDecoder.decode(received.data()));
    }
    return !received.isEndOfFile();
  }

  void leave() {
    control.left().close();
  }

  ExitStatus exit() {
    if (!child.pidFd().awaitExit(PATIENCE)) {
      throw new AssertionError("the shim is still there after " + PATIENCE);
    }
    return child.pidFd().waitForChild();
  }

  @Override
  public void close() {
    control.close();
    child.pidFd().signal(Signal.SIGKILL);
    child.close();
  }
}
