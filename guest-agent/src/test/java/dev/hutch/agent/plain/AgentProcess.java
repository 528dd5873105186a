package dev.hutch.agent.plain;

import dev.hutch.agent.AgentBinary;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The C agent as an ordinary process of the host, which has said nothing yet.
 *
 * @param process the agent, or what it runs within
 * @param link its link, the caller's to close, which ends the agent
 */
public record AgentProcess(Process process, SocketChannel link) {
  /**
   * Starts it by a command that runs what is appended to it.
   *
   * @param directory gets the program, and in {@code console} what it says there
   */
  public static AgentProcess start(Path directory, List<String> within) throws IOException {
    Path program = directory.resolve("hutch-agent");
    Files.write(program, AgentBinary.bytes());
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    Path socket = directory.resolve("link");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      List<String> command = new ArrayList<>(within);
      command.addAll(List.of(program.toString(), "--serve-unix", socket.toString()));
      Process process =
          new ProcessBuilder(command).redirectError(directory.resolve("console").toFile()).start();
      return new AgentProcess(process, server.accept());
    }
  }
}
