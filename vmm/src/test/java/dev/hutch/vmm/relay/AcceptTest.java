package dev.hutch.vmm.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.protocol.FrameAssembler;
import dev.hutch.agent.protocol.FrameType;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.Posix;
import dev.hutch.bindings.posix.UnixSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcceptTest {
  @TempDir Path directory;

  @Test
  void isTriedAgainAfterAFailureThoughNoClientLeaves() {
    Path path = directory.resolve("agent.sock");
    try (Stage stage = Stage.greeted();
        Fd listener = UnixSocket.listen(path, 8)) {
      stage.listener.right().writeAll(new byte[1]); // ready, and refuses: it does not listen
      stage.pump();
      Posix.dup2(listener, stage.listener.left().number(), true);
      stage.listener.left().setNonBlocking(true);
      try (Peer client = new Peer(UnixSocket.connect(path), FrameAssembler.fromAgent())) {
        client.send(Stage.openFrame());
        List<Seen> seen = List.of();
        for (int i = 0; i < 200 && seen.isEmpty(); i++) {
          stage.await(Duration.ofMillis(50));
          seen = stage.agent.received();
        }
        assertThat(seen).extracting(Seen::type).containsExactly(FrameType.OPEN);
      }
    }
  }
}
