package dev.hutch.vmm.host;

import dev.hutch.vmm.host.Check.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * What asking KVM gave.
 *
 * @param checks in the order they were made; after one that failed the later ones that need it are
 *     left out
 */
public record KvmReport(List<Check> checks) {
  /** Copies the list. */
  public KvmReport {
    checks = List.copyOf(checks);
  }

  /**
   * Whether KVM can run a stock guest here.
   *
   * @return true if no check failed
   */
  public boolean usable() {
    return obstacle().isEmpty();
  }

  /**
   * The first check that failed.
   *
   * @return it, with the reason as its detail; empty if KVM is usable
   */
  public Optional<Check> obstacle() {
    return checks.stream().filter(check -> check.outcome() == Outcome.FAILED).findFirst();
  }
}
