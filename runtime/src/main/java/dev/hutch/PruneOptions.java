package dev.hutch;

/**
 * What {@link Hutch#prune} may do.
 *
 * @param dryRun only say what would be removed
 * @param force also kill process trees of this home that no box's record explains and whose owner
 *     is gone
 */
public record PruneOptions(boolean dryRun, boolean force) {
  /** Removes, but kills nothing. */
  public static final PruneOptions DEFAULT = new PruneOptions(false, false);

  /** A copy that only says what it would do, or does it. */
  public PruneOptions dryRun(boolean only) {
    return new PruneOptions(only, force);
  }

  /** A copy that kills trees without a record, or only reports them. */
  public PruneOptions force(boolean kill) {
    return new PruneOptions(dryRun, kill);
  }
}
