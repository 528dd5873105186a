package dev.hutch;

import dev.hutch.copy.BoxPath;
import dev.hutch.copy.HostSource;
import dev.hutch.copy.MeteredStream;
import dev.hutch.copy.Receiver;
import dev.hutch.copy.Sender;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Copies files between host and box by the agent's programs {@code pack} and {@code unpack}. */
final class BoxCopy {
  private static final int CHUNK = 64 * 1024;

  private final BoxAgent agent;

  BoxCopy(BoxAgent agent) {
    this.agent = agent;
  }

  Copied in(Path source, String target, CopyOptions options) {
    HostSource from = HostSource.of(source, options.followLink());
    BoxPath to = BoxPath.of(target);
    String slash = options.intoDirectory() && !to.text().endsWith("/") ? "/" : "";
    List<String> words = unpack(options);
    words.addAll(List.of(from.cargo(), to.text() + slash, from.name()));
    try (CopyProgram program =
        CopyProgram.start(agent, words, source + " to box:" + to.text(), options.stallTimeout())) {
      return program.feed(stdin -> Sender.send(from, stdin, options));
    }
  }

  long in(InputStream tar, String target, CopyOptions options) {
    BoxPath to = BoxPath.of(target);
    List<String> words = unpack(options);
    words.addAll(List.of("members", to.text()));
    try (CopyProgram program =
        CopyProgram.start(agent, words, "an archive to box:" + to.text(), options.stallTimeout())) {
      return program.feed(stdin -> pump(tar, stdin));
    }
  }

  Copied out(String source, Path target, CopyOptions options) {
    BoxPath from = BoxPath.of(source);
    String what = "box:" + from.text() + " to " + target;
    try (CopyProgram program =
        CopyProgram.start(agent, pack(from, options), what, options.stallTimeout())) {
      return program.drain(
          stdout ->
              Receiver.receive(
                  new BufferedInputStream(stdout, CHUNK),
                  from.root(),
                  target,
                  from.name(),
                  options));
    }
  }

  long out(String source, OutputStream tar, CopyOptions options) {
    BoxPath from = BoxPath.of(source);
    String what = "box:" + from.text() + " to an archive";
    try (CopyProgram program =
        CopyProgram.start(agent, pack(from, options), what, options.stallTimeout())) {
      return program.drain(stdout -> write(new MeteredStream(stdout, options.maxBytes()), tar));
    }
  }

  private static List<String> unpack(CopyOptions options) {
    List<String> words = new ArrayList<>(List.of("unpack"));
    if (options.keepOwners()) {
      words.add("-p");
    }
    if (options.keepSpecialBits()) {
      words.add("-s");
    }
    if (options.owner().isPresent()) {
      words.addAll(List.of("-o", options.owner().get().toString()));
    }
    return words;
  }

  private static List<String> pack(BoxPath from, CopyOptions options) {
    return options.followLink()
        ? List.of("pack", "-L", from.text(), from.root())
        : List.of("pack", from.text(), from.root());
  }

  private static long pump(InputStream tar, OutputStream stdin) throws IOException {
    byte[] chunk = new byte[CHUNK];
    long passed = 0;
    for (int got = read(tar, chunk); got >= 0; got = read(tar, chunk)) {
      stdin.write(chunk, 0, got);
      passed += got;
    }
    return passed;
  }

  private static int read(InputStream tar, byte[] chunk) {
    try {
      return tar.read(chunk);
    } catch (IOException e) {
      throw new CopyException("the archive cannot be read: " + e, e);
    }
  }

  private static long write(InputStream stdout, OutputStream tar) throws IOException {
    byte[] chunk = new byte[CHUNK];
    long passed = 0;
    for (int got = stdout.read(chunk); got >= 0; got = stdout.read(chunk)) {
      write(tar, chunk, got);
      passed += got;
    }
    write(tar, chunk, 0);
    return passed;
  }

  private static void write(OutputStream tar, byte[] chunk, int count) {
    try {
      if (count > 0) {
        tar.write(chunk, 0, count);
      } else {
        tar.flush();
      }
    } catch (IOException e) {
      throw new CopyException("the archive cannot be written: " + e, e);
    }
  }
}
