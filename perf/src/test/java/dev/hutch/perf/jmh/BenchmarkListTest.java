package dev.hutch.perf.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Without its annotation processor JMH compiles, and finds nothing to run. */
class BenchmarkListTest {
  @Test
  void namesEveryBenchmark() throws Exception {
    assertThat(listed()).isNotEmpty().containsExactlyInAnyOrderElementsOf(written());
  }

  private static List<String> listed() {
    return BenchmarkList.defaultList()
        .getAll(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of())
        .stream()
        .map(BenchmarkListEntry::getUsername)
        .toList();
  }

  private static List<String> written() throws Exception {
    String own = BenchmarkListTest.class.getSimpleName() + ".class";
    Path here = Path.of(Objects.requireNonNull(BenchmarkListTest.class.getResource(own)).toURI());
    try (Stream<Path> files = Files.list(here.getParent())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .flatMap(BenchmarkListTest::benchmarksOf)
          .toList();
    }
  }

  private static Stream<String> benchmarksOf(String name) {
    try {
      Class<?> type = Class.forName(BenchmarkListTest.class.getPackageName() + '.' + name);
      return Arrays.stream(type.getDeclaredMethods())
          .filter(method -> method.isAnnotationPresent(Benchmark.class))
          .map(Method::getName)
          .map(method -> type.getName() + '.' + method);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(name, e);
    }
  }
}
