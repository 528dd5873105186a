package dev.hutch.cli;

import dev.hutch.BoxInfo;
import dev.hutch.BoxState;
import dev.hutch.HostCheck;
import dev.hutch.Hutch;
import dev.hutch.HutchOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hutch info}: this installation at a glance. */
final class InfoVerb implements Verb {
  /** Those of the doctor's findings that say what boxes get. */
  private static final List<String> FACTS =
      List.of("bwrap", "cgroup", "qemu", "libkrun", "libkrunfw", "memory");

  @Override
  public String name() {
    return "info";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.addRuntime(CommandSpec.create());
    Page.of(spec, "Show this installation at a glance.", "hutch info [OPTIONS]")
        .text(
            "Shows version, home and what is in it, the engine that boxes would get and why, and"
                + " what confines them. Starts and changes nothing. 'hutch doctor' checks more and"
                + " names remedies.")
        .examples("hutch info", "hutch info --format json | jq -r .engine")
        .exits("0, or 125 if it failed.")
        .end();
    Format.add(spec);
    return spec;
  }

  @Override
  public int run(Typed typed, Terminal terminal) {
    typed.requireNoWords();
    Format format = Format.read(typed);
    HutchOptions options = Options.management(typed, terminal);
    // most of the time is its: programs are run, libraries hashed
    CompletableFuture<List<HostCheck>> checks =
        CompletableFuture.supplyAsync(
            () -> Hutch.checkHost(options), Thread.ofPlatform().daemon()::start);
    List<BoxInfo> boxes;
    try (Hutch hutch = Hutch.open(options)) {
      boxes = hutch.boxes();
    }
    Map<String, @Nullable Object> facts =
        facts(options.home(), boxes, CacheUse.below(options.home()), Futures.join(checks));
    terminal.print(format == Format.JSON ? Json.lines(facts) : Facts.text(facts, terminal));
    return ExitCode.OK;
  }

  private static Map<String, @Nullable Object> facts(
      Path home, List<BoxInfo> boxes, Map<String, Long> caches, List<HostCheck> checks) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("version", HutchCommand.VERSION.substring("hutch ".length()));
    facts.put("home", home.toString());
    facts.put("boxes", counts(boxes));
    facts.put("engine", engine(checks));
    facts.put("why", why(checks));
    facts.put("kernel", kernel());
    facts.put(
        "jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    facts.put("processors", Runtime.getRuntime().availableProcessors());
    Map<String, @Nullable Object> host = new LinkedHashMap<>();
    checks.stream()
        .filter(check -> FACTS.contains(check.name()))
        .forEach(check -> host.put(check.name(), check.detail()));
    facts.put("host", host);
    facts.put("cacheBytes", new LinkedHashMap<>(caches));
    return facts;
  }

  private static Map<String, Long> counts(List<BoxInfo> boxes) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (BoxState state : BoxState.values()) {
      counts.put(state.toString(), boxes.stream().filter(box -> box.state() == state).count());
    }
    return counts;
  }

  private static String engine(List<HostCheck> checks) {
    String said = detail(checks, "engine");
    int end = said.split("[ ,:]", 2)[0].length();
    return said.substring(0, end);
  }

  /** What KVM lacks, if that decided; else what was said of the engine. */
  private static String why(List<HostCheck> checks) {
    String said = detail(checks, "engine");
    return said.contains("demanded")
        ? said
        : checks.stream()
            .filter(check -> check.name().startsWith("kvm"))
            .filter(check -> check.outcome() != HostCheck.Outcome.OK)
            .map(check -> "no usable KVM: " + check.detail())
            .findFirst()
            .orElse(said);
  }

  private static String detail(List<HostCheck> checks, String name) {
    return checks.stream()
        .filter(check -> check.name().equals(name))
        .map(HostCheck::detail)
        .findFirst()
        .orElse("unknown");
  }

  private static String kernel() {
    try {
      return "Linux " + Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
