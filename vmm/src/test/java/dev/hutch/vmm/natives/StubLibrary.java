package dev.hutch.vmm.natives;

import dev.hutch.vmm.cache.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes small real shared libraries with the C compiler that the build needs anyway. */
final class StubLibrary {
  private StubLibrary() {}

  static Path make(Path file, List<String> functions, String... linkerOptions) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    Path source = file.resolveSibling("stub.c");
    StringBuilder code = new StringBuilder();
    functions.forEach(name -> code.append("int ").append(name).append("(void) { return 0; }\n"));
    Files.writeString(source, code);
    List<String> arguments = new ArrayList<>(List.of("-shared", "-fPIC", "-o", file.toString()));
    arguments.add(source.toString());
    arguments.addAll(List.of(linkerOptions));
    Program.find("cc", System.getenv())
        .orElseThrow()
        .run(arguments, System.getenv(), file.resolveSibling(""), Duration.ofMinutes(1));
    return file;
  }
}
