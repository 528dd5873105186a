package dev.hutch.perf.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

/** What figures mean nothing without: the machine, its load, the versions. */
final class Header {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  String text() throws IOException {
    return """
        date     %s
        machine  %d CPUs, %s; %s
        kernel   %s
        load     %s
        JDK      %s (%s)
        tools    %s; %s; %s
        """
        .formatted(
            ZonedDateTime.now(ZoneId.systemDefault())
                .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME),
            Runtime.getRuntime().availableProcessors(),
            cpuinfo("model name"),
            memory(),
            Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip(),
            load(),
            System.getProperty("java.vm.version"),
            System.getProperty("java.vm.vendor"),
            firstLine("qemu-system-x86_64", "--version"),
            firstLine("bwrap", "--version"),
            firstLine("gcc", "--version"));
  }

  /** The host's load averages over 1, 5 and 15 minutes. */
  static String load() throws IOException {
    String text = Files.readString(Path.of("/proc/loadavg"));
    return String.join(" ", List.of(text.split(" ")).subList(0, 3));
  }

  private static String cpuinfo(String field) throws IOException {
    try (Stream<String> lines = Files.lines(CPUINFO)) {
      return lines
          .filter(line -> line.startsWith(field))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("processor unknown");
    }
  }

  private static String memory() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
      return lines.findFirst().orElse("").replaceAll("\\s+", " ");
    }
  }

  private static String firstLine(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return output.lines().findFirst().orElse(command[0] + " says nothing");
    } catch (IOException e) {
      return "no " + command[0];
    }
  }
}
