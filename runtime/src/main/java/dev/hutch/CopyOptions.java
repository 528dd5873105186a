package dev.hutch;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How files are copied between host and box. Immutable; each method that sets something returns a
 * changed copy.
 *
 * @param keepOwners whether each file keeps its owner, as numbers; out of the box that takes the
 *     right to give files away. Otherwise all belong to root in the box, and to the caller on the
 *     host
 * @param owner to whom all belong in the box, in place of root; out of the box it has no effect
 * @param keepSpecialBits whether files keep their set-user-id and set-group-id bits. On the host
 *     such a file lets others run, with the caller's rights, a program that came out of a box
 * @param followLink whether a source that is itself a symbolic link is followed. Links inside a
 *     tree are always copied as links
 * @param intoDirectory whether the target must be a directory unless the source is one, as a shell
 *     user says by a slash behind it
 * @param maxBytes how large the archive may be in which files leave the box: all their contents,
 *     and at least 512 bytes for each
 * @param maxEntries how many files, directories and links may leave the box
 * @param stallTimeout how long the guest may neither take nor give a byte, nor come to its end when
 *     it has all, before the copy is given up. Time in which it is waited for the host's side, such
 *     as a slow stream, does not count
 */
public record CopyOptions(
    boolean keepOwners,
    Optional<Owner> owner,
    boolean keepSpecialBits,
    boolean followLink,
    boolean intoDirectory,
    MemorySize maxBytes,
    long maxEntries,
    Duration stallTimeout) {
  /**
   * What holds unless something else is asked for: owners are root or the caller, special bits are
   * dropped, links are not followed, at most 64 GiB and 1,000,000 entries leave the box, and a
   * guest that stalls for 60 s is given up.
   */
  public static final CopyOptions DEFAULT =
      new CopyOptions(
          false,
          Optional.empty(),
          false,
          false,
          false,
          MemorySize.gib(64),
          1_000_000,
          Duration.ofSeconds(60));

  /**
   * Whose a file is.
   *
   * @param uid user id, 0 to 4,294,967,294
   * @param gid group id, 0 to 4,294,967,294
   */
  public record Owner(long uid, long gid) {
    private static final long MAX = 0xffff_fffeL;

    /**
     * Checks the numbers.
     *
     * @throws InvalidSpecException if one is out of its range
     */
    public Owner {
      if (uid < 0 || uid > MAX || gid < 0 || gid > MAX) {
        throw new InvalidSpecException(
            "the owner is " + uid + ":" + gid + ", but both must be 0 to " + MAX);
      }
    }

    @Override
    public String toString() {
      return uid + ":" + gid;
    }
  }

  /**
   * Checks the options.
   *
   * @throws InvalidSpecException if owners are to be kept and one is given, or no entry may be
   *     copied, or the guest may not take any time
   */
  public CopyOptions {
    if (keepOwners && owner.isPresent()) {
      throw new InvalidSpecException(
          "owners cannot be kept and be " + owner.get() + " at the same time");
    }
    if (maxEntries < 1) {
      throw new InvalidSpecException("at least one entry must be allowed, not " + maxEntries);
    }
    if (!stallTimeout.isPositive()) {
      throw new InvalidSpecException(
          "the guest must be allowed more than " + stallTimeout + " without a byte");
    }
  }

  /** A copy in which each file keeps its owner, as numbers, or does not. */
  public CopyOptions keepOwners(boolean keep) {
    return with(draft -> draft.keepOwners = keep);
  }

  /**
   * A copy in which all files belong to somebody in the box.
   *
   * @throws InvalidSpecException if a number is out of its range
   */
  public CopyOptions owner(long uid, long gid) {
    return with(draft -> draft.owner = Optional.of(new Owner(uid, gid)));
  }

  /** A copy in which files keep their set-user-id and set-group-id bits, or do not. */
  public CopyOptions keepSpecialBits(boolean keep) {
    return with(draft -> draft.keepSpecialBits = keep);
  }

  /** A copy in which a source that is a symbolic link is followed, or is not. */
  public CopyOptions followLink(boolean follow) {
    return with(draft -> draft.followLink = follow);
  }

  /** A copy in which the target must be a directory unless the source is one, or need not. */
  public CopyOptions intoDirectory(boolean into) {
    return with(draft -> draft.intoDirectory = into);
  }

  /** A copy in which the archive that leaves the box may be so large. */
  public CopyOptions maxBytes(MemorySize most) {
    return with(draft -> draft.maxBytes = most);
  }

  /** A copy in which so many files, directories and links may leave the box. */
  public CopyOptions maxEntries(long most) {
    return with(draft -> draft.maxEntries = most);
  }

  /** A copy in which the guest may neither move a byte nor end for so long; more than 0. */
  public CopyOptions stallTimeout(Duration atMost) {
    return with(draft -> draft.stallTimeout = atMost);
  }

  private CopyOptions with(Consumer<CopyOptionsDraft> change) {
    CopyOptionsDraft draft = new CopyOptionsDraft(this);
    change.accept(draft);
    return draft.done();
  }
}
