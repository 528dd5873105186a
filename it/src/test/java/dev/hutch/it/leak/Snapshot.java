package dev.hutch.it.leak;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything of Hutch that could be seen at one moment.
 *
 * @param traces by kind
 */
public record Snapshot(Map<String, Set<String>> traces) {
  /** Looks now. */
  public static Snapshot take() {
    Map<String, Set<String>> traces = new LinkedHashMap<>(execution().traces);
    traces.put("mounts", HomeTraces.mounts());
    traces.put("unix sockets", HomeTraces.sockets());
    traces.put("loop devices", HomeTraces.loopDevices());
    traces.put("files of boxes", HomeTraces.boxFiles());
    traces.put("temporary files", HomeTraces.temporaryFiles());
    traces.put("zombie children of the test", OwnTraces.zombies());
    traces.put("threads of the test", OwnTraces.threads());
    traces.put("descriptors of the test", OwnTraces.descriptors());
    return new Snapshot(traces);
  }

  /** Looks only at what runs, and where: processes and their cgroups. */
  public static Snapshot execution() {
    Map<String, Set<String>> traces = new LinkedHashMap<>();
    traces.put("processes", BoxTrees.now());
    traces.put("cgroups", ControlGroups.now());
    return new Snapshot(traces);
  }

  /** What is here now and was not there before, by kind; empty if nothing is. */
  public Map<String, Set<String>> since(Snapshot before) {
    Map<String, Set<String>> added = new LinkedHashMap<>();
    traces.forEach(
        (kind, now) -> {
          Set<String> more = new TreeSet<>(now);
          more.removeAll(before.traces.getOrDefault(kind, Set.of()));
          if (!more.isEmpty()) {
            added.put(kind, more);
          }
        });
    return added;
  }
}
