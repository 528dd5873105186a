package dev.hutch;

import dev.hutch.agent.client.AgentClient;
import dev.hutch.agent.client.AgentException;
import dev.hutch.agent.client.AgentExec;
import dev.hutch.agent.files.FileOperation;
import dev.hutch.agent.protocol.ExecOptions;
import dev.hutch.agent.protocol.ExecRequest;
import dev.hutch.agent.protocol.ProtocolException;
import dev.hutch.files.BoxFileSystem;
import java.nio.file.FileSystem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file system of one handle of a box, opened when it is asked for. */
final class BoxFiles {
  private static final ExecRequest PROGRAM =
      new ExecRequest(
          List.of(FileOperation.PROGRAM),
          List.of(),
          "",
          0,
          0,
          true,
          false,
          ExecOptions.NONE.withBuiltin(true));

  private final String boxId;
  private final AgentClient client;
  private @Nullable BoxFileSystem opened;

  BoxFiles(String boxId, AgentClient client) {
    this.boxId = boxId;
    this.client = client;
  }

  /** The one that is open, or a new one. */
  synchronized FileSystem fileSystem() {
    BoxFileSystem current = opened;
    if (current == null || !current.isOpen()) {
      current = BoxFileSystem.open(boxId, this::start);
      opened = current;
    }
    return current;
  }

  synchronized void close() {
    if (opened != null) {
      opened.close();
    }
  }

  private AgentExec start() {
    try {
      return client.exec(PROGRAM);
    } catch (AgentException | ProtocolException e) {
      throw AgentFailures.translate(e);
    }
  }
}
