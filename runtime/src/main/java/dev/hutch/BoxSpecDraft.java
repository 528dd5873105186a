package dev.hutch;

import java.time.Duration;

/** A specification being changed. */
final class BoxSpecDraft {
  String image;
  int cpus;
  MemorySize memory;
  MemorySize disk;
  String hostname;
  Duration startTimeout;
  String kernelArguments;
  String name;
  boolean detach;
  boolean leavable;

  BoxSpecDraft(BoxSpec from) {
    image = from.image();
    cpus = from.cpus();
    memory = from.memory();
    disk = from.disk();
    hostname = from.hostname();
    startTimeout = from.startTimeout();
    kernelArguments = from.kernelArguments();
    name = from.name();
    detach = from.detach();
    leavable = from.leavable();
  }

  BoxSpec done() {
    return new BoxSpec(
        image, cpus, memory, disk, hostname, startTimeout, kernelArguments, name, detach, leavable);
  }
}
