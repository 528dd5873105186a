package dev.hutch.it.fault;

/** The named points of a box's life, in its order, and which request to the service they are in. */
enum Moment {
  SPAWNED("start"),
  PLACED("start"),
  WARM("start"),
  LOCKED("start"),
  RECORDED("start"),
  PID_WRITTEN("start"),
  CONFIG_SENT("start"),
  PREPARED("start"),
  STARTED("start"),
  HELLO("start"),
  EXEC_BEGUN("exec"),
  STOP_ASKED("stop"),
  AGENT_SHUT_DOWN("stop"),
  PROVEN("stop"),
  DELETING("remove"),
  DELETED("remove");

  private final String request;

  Moment(String request) {
    this.request = request;
  }

  String request() {
    return request;
  }
}
