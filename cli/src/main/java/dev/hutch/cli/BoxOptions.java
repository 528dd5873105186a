package dev.hutch.cli;

import dev.hutch.BoxSpec;
import dev.hutch.MemorySize;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;

/** Options that say what a new box shall be. */
final class BoxOptions {
  private BoxOptions() {}

  static void add(CommandSpec spec) {
    spec.addOption(Options.text("NAME", "A name to find the box by (none).", "--name"))
        .addOption(Options.number("N", "Virtual processors, 1 to 16 (1).", "--cpus"))
        .addOption(Options.text("SIZE", "Memory, such as 512m or 2g (256m).", "-m", "--memory"))
        .addOption(Options.text("SIZE", "Writable disk, such as 20g (8g).", "--disk"))
        .addOption(Options.text("NAME", "Host name (the box's id).", "--hostname"))
        .addOption(
            Options.number(
                "SECONDS", "How long the guest may take to start (30).", "--start-timeout"))
        .addOption(
            Options.texts(
                "ARG", "An argument added to the guest kernel's command line.", "--kernel-arg"));
    spec.addPositional(Options.words("IMAGE", "The image: base (default)."));
  }

  static BoxSpec read(Typed typed, String image) {
    BoxSpec spec = BoxSpec.image(image).cpus(typed.number("--cpus", 1));
    String memory = typed.text("--memory", "");
    if (!memory.isEmpty()) {
      spec = spec.memory(MemorySize.parse(memory));
    }
    String disk = typed.text("--disk", "");
    if (!disk.isEmpty()) {
      spec = spec.disk(MemorySize.parse(disk));
    }
    return spec.hostname(typed.text("--hostname", ""))
        .name(typed.text("--name", ""))
        .startTimeout(Duration.ofSeconds(typed.number("--start-timeout", 30)))
        .kernelArguments(String.join(" ", typed.texts("--kernel-arg")));
  }
}
