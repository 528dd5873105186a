package dev.hutch.perf.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;

/**
 * One process at the point where all is said to libkrun.
 *
 * @param wall from the spawn to that point
 * @param cpu its CPU time
 * @param tree its CPU time and that of the jail around it
 * @param rssKib its resident memory
 * @param privateKib what of that nobody else has
 */
record ShimSample(Duration wall, Duration cpu, Duration tree, long rssKib, long privateKib) {
  static ShimSample of(Duration wall, int pid, Collection<Integer> tree) throws IOException {
    ProcessUse.awaitQuiet(pid);
    return new ShimSample(
        wall,
        ProcessUse.cpu(pid),
        ProcessUse.cpu(tree),
        ProcessUse.memoryKib(pid, "Rss"),
        ProcessUse.memoryKib(pid, "Private_Clean") + ProcessUse.memoryKib(pid, "Private_Dirty"));
  }
}
