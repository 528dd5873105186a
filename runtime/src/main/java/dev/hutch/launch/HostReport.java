package dev.hutch.launch;

import dev.hutch.EngineChoice;
import dev.hutch.HostCheck;
import dev.hutch.HutchOptions;
import dev.hutch.home.Home;
import dev.hutch.jailer.Ids;
import dev.hutch.jailer.cgroup.Hierarchies;
import dev.hutch.jailer.host.JailedTree;
import dev.hutch.lifecycle.LostTrees;
import dev.hutch.vmm.host.Check;
import dev.hutch.vmm.host.HostProbe;
import dev.hutch.vmm.host.KvmProbe;
import dev.hutch.vmm.host.KvmReport;
import dev.hutch.vmm.natives.NativeKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** The checks of {@code hutch doctor}. */
public final class HostReport {
  private HostReport() {}

  /** Runs them; the last one says which engine boxes get. */
  public static List<HostCheck> of(HutchOptions options) {
    KvmReport kvm = new KvmProbe().ask();
    boolean needed = options.engine() == EngineChoice.LIBKRUN;
    List<HostCheck> checks = new ArrayList<>();
    for (Check check : probe(options).checks(kvm)) {
      checks.add(hostCheck(check, kvm.checks().contains(check) && !needed));
    }
    checks.add(engine(options, kvm));
    if (Files.isDirectory(options.home())) {
      checks.add(lostTrees(options));
    }
    return List.copyOf(checks);
  }

  /** What no {@code hutch ps} shows: a box whose directory somebody has deleted. */
  private static HostCheck lostTrees(HutchOptions options) {
    String name = "lost processes";
    List<JailedTree> lost = new LostTrees(new Home(options.home()), Hierarchies.read()).find();
    if (lost.isEmpty()) {
      return new HostCheck(name, HostCheck.Outcome.OK, "none of this home", "");
    }
    StringJoiner found = new StringJoiner(", ");
    lost.forEach(tree -> found.add(tree.id() + " (processes " + tree.pids() + ")"));
    return new HostCheck(
        name,
        HostCheck.Outcome.WARNING,
        "running without a record: " + found,
        "end them with hutch prune --force");
  }

  private static HostProbe probe(HutchOptions options) {
    Map<NativeKind, Path> named = new EnumMap<>(NativeKind.class);
    if (options.libkrun() != null) {
      named.put(NativeKind.LIBKRUN, options.libkrun());
    }
    if (options.libkrunfw() != null) {
      named.put(NativeKind.LIBKRUNFW, options.libkrunfw());
    }
    return new HostProbe(options.home(), System.getenv(), Ids.LENGTH, named);
  }

  /** What only the fast engine needs is a warning, unless that engine is demanded. */
  private static HostCheck hostCheck(Check check, boolean dispensable) {
    HostCheck.Outcome outcome =
        switch (check.outcome()) {
          case OK -> HostCheck.Outcome.OK;
          case WARNING -> HostCheck.Outcome.WARNING;
          case FAILED -> dispensable ? HostCheck.Outcome.WARNING : HostCheck.Outcome.FAILED;
        };
    return new HostCheck(check.name(), outcome, check.detail(), check.remedy().orElse(""));
  }

  private static HostCheck engine(HutchOptions options, KvmReport kvm) {
    if (options.engine() == EngineChoice.EMULATED) {
      return new HostCheck("engine", HostCheck.Outcome.OK, "emulated, as demanded", "");
    }
    if (kvm.usable()) {
      return new HostCheck("engine", HostCheck.Outcome.OK, "libkrun on KVM", "");
    }
    return options.engine() == EngineChoice.LIBKRUN
        ? new HostCheck(
            "engine",
            HostCheck.Outcome.FAILED,
            "libkrun is demanded, but KVM is not usable",
            "see the checks above, or use --engine emulated")
        : new HostCheck(
            "engine",
            HostCheck.Outcome.WARNING,
            "emulated: boxes start in seconds, not in a fraction of one",
            "see the kvm checks above");
  }
}
