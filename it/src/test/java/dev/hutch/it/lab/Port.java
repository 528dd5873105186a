package dev.hutch.it.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The host's end of the lab's virtio-serial port; {@code stage-two.sh} describes the lines on it.
 */
final class Port implements AutoCloseable {
  private final ServerSocketChannel listener;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final Map<Integer, CompletableFuture<Done>> running = new HashMap<>();
  private @Nullable SocketChannel channel;
  private @Nullable LabException failure;

  /** Binds it; QEMU connects. */
  Port(Path socket) throws IOException {
    listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofPlatform().daemon().name("lab-port").start(this::read);
  }

  /** Completes when the lab waits for its first command. */
  CompletableFuture<Void> ready() {
    return ready;
  }

  synchronized CompletableFuture<Done> run(int id) {
    CompletableFuture<Done> done = new CompletableFuture<>();
    if (failure != null) {
      done.completeExceptionally(failure);
      return done;
    }
    running.put(id, done);
    send("run " + id);
    return done;
  }

  synchronized void kill(int id) {
    if (failure == null) {
      send("kill " + id);
    }
  }

  /** Ends every wait, present and future, with this. */
  synchronized void fail(LabException cause) {
    if (failure == null) {
      failure = cause;
      ready.completeExceptionally(cause);
      running.values().forEach(done -> done.completeExceptionally(cause));
      running.clear();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    fail(new LabException("the lab is closed"));
    listener.close();
    if (channel != null) {
      channel.close();
    }
  }

  private void send(String line) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
      while (channel != null && bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      fail(new LabException("the lab's port broke", e));
    }
  }

  private void read() {
    try (BufferedReader lines = accept()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        receive(line.split(" "));
      }
    } catch (IOException e) {
      fail(new LabException("the lab's port broke", e));
    }
  }

  private BufferedReader accept() throws IOException {
    SocketChannel accepted = listener.accept();
    synchronized (this) {
      channel = accepted;
    }
    return new BufferedReader(Channels.newReader(accepted, StandardCharsets.UTF_8));
  }

  private synchronized void receive(String[] words) {
    if (words[0].equals("ready")) {
      ready.complete(null);
      return;
    }
    CompletableFuture<Done> done = running.remove(Integer.parseInt(words[1]));
    if (done != null) {
      Duration duration = Duration.of(Long.parseLong(words[3]), ChronoUnit.MICROS);
      done.complete(new Done(Integer.parseInt(words[2]), duration));
    }
  }

  /** A script's end, as the lab tells it. */
  record Done(int exitCode, Duration duration) {}
}
