package dev.hutch.agent.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.files.FileAnswer;
import dev.hutch.agent.files.FileOperation;
import dev.hutch.agent.files.FileRequest;
import dev.hutch.agent.protocol.ExecOptions;
import dev.hutch.agent.protocol.ExecRequest;
import dev.hutch.agent.protocol.ResourceLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Scanner;

/** The real program {@code files} of a real agent, asked one thing after the other. */
final class FileSession implements AutoCloseable {
  static final int ENOENT = 2;
  static final int EBADF = 9;
  static final int EACCES = 13;
  static final int EBUSY = 16;
  static final int EEXIST = 17;
  static final int ENOTDIR = 20;
  static final int EISDIR = 21;
  static final int EINVAL = 22;
  static final int EMFILE = 24;
  static final int EFBIG = 27;
  static final int ENOSPC = 28;
  static final int ESPIPE = 29;
  static final int EPIPE = 32;
  static final int ENAMETOOLONG = 36;
  static final int ENOSYS = 38;
  static final int ENOTEMPTY = 39;
  static final int ELOOP = 40;

  private static final int PAGE_BYTES = 4096;

  private final RealAgent agent;
  private final AgentExec program;

  private FileSession(RealAgent agent, AgentExec program) {
    this.agent = agent;
    this.program = program;
  }

  /** With an agent of its own, whose files are below the directory. */
  static FileSession start(Path directory) throws IOException {
    return start(directory, "", ExecOptions.NONE);
  }

  /** With a working directory. */
  static FileSession start(Path directory, String workingDirectory) throws IOException {
    return start(directory, workingDirectory, ExecOptions.NONE);
  }

  /** With limits. */
  static FileSession start(Path directory, List<ResourceLimit> limits) throws IOException {
    return start(directory, "", ExecOptions.NONE.withLimits(limits));
  }

  private static FileSession start(Path directory, String workingDirectory, ExecOptions options)
      throws IOException {
    RealAgent agent = RealAgent.start(directory);
    ExecRequest request =
        new ExecRequest(
            List.of(FileOperation.PROGRAM),
            List.of(),
            workingDirectory,
            RealAgent.userId(),
            RealAgent.groupId(),
            true,
            false,
            options.withBuiltin(true));
    return new FileSession(agent, agent.exec(request));
  }

  AgentExec program() {
    return program;
  }

  void send(byte[]... requests) throws IOException {
    for (byte[] request : requests) {
      program.stdin().write(request);
    }
  }

  FileAnswer next() throws IOException {
    return FileAnswer.read(program.stdout());
  }

  FileAnswer ask(byte[] request) throws IOException {
    send(request);
    return next();
  }

  /** Asks for something that has to be done. */
  FileAnswer done(byte[] request) throws IOException {
    FileAnswer answer = ask(request);
    assertThat(answer.errno()).isZero();
    return answer;
  }

  /** Asks for something that has to fail; its errno. */
  int refused(byte[] request) throws IOException {
    FileAnswer answer = ask(request);
    assertThat(answer.isDone()).isFalse();
    assertThat(answer.bytes()).isEmpty();
    return answer.errno();
  }

  void open(int handle, int flags, Path path) throws IOException {
    done(FileRequest.open(handle, flags, 0644, bytes(path))).nothing();
  }

  void write(int handle, long offset, String text) throws IOException {
    byte[] content = text.getBytes(UTF_8);
    int written = done(FileRequest.write(handle, offset, content, 0, content.length)).written();
    assertThat(written).isEqualTo(content.length);
  }

  String read(int handle, long offset, int length) throws IOException {
    return new String(done(FileRequest.read(handle, offset, length)).bytes(), UTF_8);
  }

  /** Resident memory of the program. */
  long residentBytes() throws IOException {
    Path statm = Path.of("/proc", Integer.toString(program.opened().pid()), "statm");
    try (Scanner numbers = new Scanner(Files.readString(statm))) {
      numbers.nextLong();
      return numbers.nextLong() * PAGE_BYTES;
    }
  }

  static byte[] bytes(Path path) {
    return path.toString().getBytes(UTF_8);
  }

  static byte[] bytes(String path) {
    return path.getBytes(UTF_8);
  }

  @Override
  public void close() throws IOException {
    program.close();
    agent.close();
  }
}
