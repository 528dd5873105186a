package dev.hutch.jailer.identity;

/** What comparing a recorded identity with the running processes can show. */
public enum IdentityCheck {
  /** Boot, pid, start time and box id all match: it is this shim and it lives. */
  MATCH,
  /** Recorded in another boot of this host, so its process is gone. */
  OTHER_BOOT,
  /** No process has this pid, or only its zombie is left. */
  GONE,
  /** The pid belongs to a process that was started at another time. */
  RECYCLED,
  /** The process is the one recorded, but no element of its argv equals the box id. */
  NOT_NAMING_THE_BOX
}
