/** The hutch command. */
module dev.hutch.cli {
  requires static org.jspecify;
  requires dev.hutch.runtime;
  requires dev.hutch.perf;
  requires info.picocli;
  requires jdk.unsupported;
}
