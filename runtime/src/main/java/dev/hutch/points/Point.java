package dev.hutch.points;

/** A point that an operation on a box passes; each is reached when what it names is done. */
public enum Point {
  /** The outer bubblewrap runs. */
  SPAWNED,
  /** The shim's processes are in their cgroup, where there is one. */
  PLACED,
  /** The shim waits for its box. */
  WARM,
  /** The box's lock is held by the starter. */
  LOCKED,
  /** The box's record is on disk. */
  RECORDED,
  /** The pid file is on disk. */
  PID_WRITTEN,
  /** The shim has got its machine, and with it the lock. */
  CONFIG_SENT,
  /** The shim says that the machine is made. */
  PREPARED,
  /** The shim says that the machine runs. */
  STARTED,
  /** The agent has greeted. */
  HELLO,
  /** A command runs. */
  EXEC_BEGUN,
  /** The agent is about to be asked to shut down. */
  STOP_ASKED,
  /** The agent has ended everything in the guest. */
  AGENT_SHUT_DOWN,
  /** It is proven that no process is left; the lock is held. */
  PROVEN,
  /** The files are about to be deleted. */
  DELETING,
  /** The files are deleted. */
  DELETED
}
