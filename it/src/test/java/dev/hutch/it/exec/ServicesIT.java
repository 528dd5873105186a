package dev.hutch.it.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.Box;
import dev.hutch.BoxGoneException;
import dev.hutch.BoxProcess;
import dev.hutch.BoxStats;
import dev.hutch.Command;
import dev.hutch.Hutch;
import dev.hutch.PortForward;
import dev.hutch.Wait;
import dev.hutch.it.box.Boxes;
import dev.hutch.it.box.OneBox;
import dev.hutch.it.leak.LeakGuard;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Servers in a box that has no network, its users, and what it uses. */
@ExtendWith({LeakGuard.class, OneBox.class})
class ServicesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void aServerIsWaitedForAndReachedThroughAPortOfTheHost(Box box) throws IOException {
    Command httpd = Command.of("httpd", "-f", "-p", "127.0.0.1:8080", "-h", "/etc").detach(true);
    try (BoxProcess server = box.exec(httpd);
        PortForward forward = box.forward(8080)) {
      box.waitFor(Wait.forPort(8080).timeout(PATIENCE));
      assertThat(get(forward, "/hosts"))
          .startsWith("HTTP/1.1 200")
          .endsWith(box.run("cat", "/etc/hosts").stdout().text());
      server.destroy();
    }
  }

  @Test
  void aCommandRunsAsAUserOfTheBox(Box box) {
    Command command = Command.shell("id -un; id -gn; echo $HOME").user("nobody");
    assertThat(box.run(command).stdout().text()).isEqualTo("nobody\nnogroup\n/\n");
  }

  @Test
  void aDetachedCommandIsFoundByAnotherHandle(Box box) throws Exception {
    int id;
    try (BoxProcess process = box.exec(Command.shell("echo up; read x; exit 4").detach(true))) {
      id = process.commandId().orElseThrow();
    }
    try (Hutch hutch = Boxes.open(0);
        Box other = hutch.box(box.id());
        BoxProcess again = other.attach(id)) {
      other.waitFor(Wait.forOutput(id, "up").timeout(PATIENCE));
      again.getOutputStream().write('\n');
      again.getOutputStream().flush();
      assertThat(again.waitFor(PATIENCE)).isTrue();
      assertThat(again.exitValue()).isEqualTo(4);
      assertThat(other.output(id).stdout().text()).isEqualTo("up\n");
      assertThat(other.forget(id)).isTrue();
    }
  }

  @Test
  void whatItUsesIsWhatItWasGiven(Box box) {
    BoxStats stats = box.stats();
    assertThat(stats.cpus()).isEqualTo(1);
    assertThat(stats.memoryBytes()).isBetween(180L << 20, 256L << 20);
    assertThat(stats.diskBytes()).isBetween(6L << 30, 8L << 30);
    assertThat(stats.agentBytes()).isBetween(1L, 1L << 20);
  }

  @Test
  void theDeathOfTheBoxEndsWhoeverWaitsAtOnce() throws Exception {
    try (Hutch hutch = Boxes.open(0);
        Box box = hutch.start(Boxes.small());
        BoxProcess process = box.exec(Command.of("sleep", "1000"))) {
      FutureTask<Integer> waiting = new FutureTask<>(process::waitFor);
      FutureTask<Integer> reading = new FutureTask<>(() -> process.getInputStream().read());
      Thread.ofVirtual().start(waiting);
      Thread.ofVirtual().start(reading);
      box.kill();
      assertThatThrownBy(() -> waiting.get(1, TimeUnit.SECONDS))
          .hasCauseInstanceOf(BoxGoneException.class);
      assertThatThrownBy(() -> reading.get(1, TimeUnit.SECONDS))
          .hasCauseInstanceOf(IOException.class);
      assertThatThrownBy(box::stats).isInstanceOf(BoxGoneException.class);
    }
  }

  private static String get(PortForward forward, String path) throws IOException {
    try (Socket socket = new Socket(forward.address().getAddress(), forward.port())) {
      String request = "GET " + path + " HTTP/1.0\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
