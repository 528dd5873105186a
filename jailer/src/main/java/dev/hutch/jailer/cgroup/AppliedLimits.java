package dev.hutch.jailer.cgroup;

import java.util.List;
import java.util.Map;

/**
 * Which of the wished limits the kernel enforces. A limit that does not apply is not an error (many
 * hosts delegate no controllers) but it must be known: report it.
 *
 * @param applied the files written, such as {@code memory.max}
 * @param refused the files that could not be, each with the reason
 */
public record AppliedLimits(List<String> applied, Map<String, String> refused) {
  /** Takes copies. */
  public AppliedLimits {
    applied = List.copyOf(applied);
    refused = Map.copyOf(refused);
  }

  /** Whether every wished limit applies. */
  public boolean complete() {
    return refused.isEmpty();
  }
}
