package dev.hutch.vmm.aot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/** The shim's jars, packed from the classes that are being tested. */
public final class ShimJars {
  private ShimJars() {}

  /** Packs them into a directory; returns the JVM that runs them. */
  public static ShimJvm in(Path directory) throws IOException {
    ShimJvm here = ShimJvm.ofThisProcess();
    List<Path> jars = new ArrayList<>();
    for (Path origin : here.classPath()) {
      Path jar = directory.resolve("part " + jars.size() + ".jar");
      if (Files.isDirectory(origin)) {
        ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
        String[] arguments = {"-c", "-f", jar.toString(), "-C", origin.toString(), "."};
        assertThat(tool.run(System.out, System.err, arguments)).isZero();
      } else {
        Files.copy(origin, jar);
      }
      jars.add(jar);
    }
    return new ShimJvm(here.home(), jars);
  }
}
