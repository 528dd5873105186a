package dev.hutch.perf.bench;

import dev.hutch.HutchOptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Runs the benchmarks named: {@code shim}, {@code emulated}, {@code commands}... */
public final class Main {
  private static final List<String> ALL =
      List.of("shim", "emulated", "lifecycle", "commands", "streams", "exec", "copy");

  private Main() {}

  /**
   * Runs them.
   *
   * @param names which; all of them for {@code all}
   */
  public static void main(String[] names) throws Exception {
    PrintStream out = System.out;
    Path root = Path.of(System.getProperty("hutch.root", "")).toAbsolutePath();
    HutchOptions options = HutchOptions.fromEnvironment().progress(System.err::println);
    out.print(new Header().text());
    for (String name : List.of(names).equals(List.of("all")) ? ALL : List.of(names)) {
      out.println();
      switch (name) {
        case "shim" -> new ShimBenchmark(options, root).run(out);
        case "emulated" -> new EmulatedBenchmark(options).run(out);
        case "lifecycle" -> new LifecycleBenchmark(options).run(out);
        case "commands" -> new CommandBenchmark(root, options.home()).run(out);
        case "streams" -> new StreamBenchmark(options).run(out);
        case "exec" -> new ExecBenchmark(options, root).run(out);
        case "copy" -> new CopyBenchmark(options).run(out);
        case "guest-exec" -> new GuestExecBenchmark(options).run(out);
        case "guest" ->
            new GuestBenchmark(options, Path.of(System.getProperty("hutch.twin"))).run(out);
        default -> throw new IllegalArgumentException("no benchmark is called " + name);
      }
      out.println("load average now: " + Header.load());
    }
  }
}
