package dev.hutch.vmm.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whether a box can be put into a control group of its own, and limited there. */
final class ControlGroups {
  private static final String NAME = "cgroup";
  private static final String DELEGATE =
      "run in a delegated group, for instance under: systemd-run --user --scope -p Delegate=yes";

  private ControlGroups() {}

  static Check check() {
    try {
      return check(
          Files.readAllLines(Path.of("/proc/self/mountinfo")),
          Files.readAllLines(Path.of("/proc/self/cgroup")));
    } catch (IOException e) {
      return Check.warning(NAME, "cannot be told: " + e, DELEGATE);
    }
  }

  static Check check(List<String> mountinfo, List<String> ownGroups) {
    Optional<Path> mount =
        mountinfo.stream()
            .map(line -> line.split(" "))
            .filter(fields -> isVersion2(fields))
            .map(fields -> Path.of(fields[4]))
            .findFirst();
    if (mount.isEmpty()) {
      return Check.warning(
          NAME,
          "no v2 hierarchy is mounted: boxes are ended through their pid namespace, and not limited",
          "mount one: mount -t cgroup2 none /sys/fs/cgroup");
    }
    String own =
        ownGroups.stream()
            .filter(line -> line.startsWith("0::/"))
            .map(line -> line.substring("0::/".length()))
            .findFirst()
            .orElse("");
    Path group = mount.get().resolve(own);
    if (!Files.isWritable(group)) {
      return Check.warning(
          NAME,
          group
              + " may not be written: boxes are ended through their pid namespace, and not limited",
          DELEGATE);
    }
    String controllers = controllers(group);
    return controllers.contains("memory") && controllers.contains("cpu")
        ? Check.ok(NAME, group + " with " + controllers)
        : Check.warning(
            NAME,
            group + " can end boxes, but has no memory and cpu controllers to limit them",
            "boot with the v2 hierarchy alone: systemd.unified_cgroup_hierarchy=1");
  }

  /** In mountinfo the type follows a lone hyphen, after a variable number of fields. */
  private static boolean isVersion2(String[] fields) {
    for (int i = 6; i + 1 < fields.length; i++) {
      if (fields[i].equals("-")) {
        return fields[i + 1].equals("cgroup2");
      }
    }
    return false;
  }

  private static String controllers(Path group) {
    try {
      return Files.readString(group.resolve("cgroup.controllers")).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
