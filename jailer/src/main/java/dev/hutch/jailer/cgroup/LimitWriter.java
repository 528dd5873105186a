package dev.hutch.jailer.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns wished limits into the files of a group, enabling controllers where the parent has them but
 * does not pass them on.
 */
final class LimitWriter {
  private LimitWriter() {}

  static AppliedLimits apply(Path group, CgroupLimits limits) {
    List<String> applied = new ArrayList<>();
    Map<String, String> refused = new LinkedHashMap<>();
    limits
        .maxima()
        .forEach(
            (controller, value) -> {
              String file = controller + ".max";
              try {
                write(group, controller, file, value);
                applied.add(file);
              } catch (IOException e) {
                refused.put(file, reason(group, controller, e));
              }
            });
    return new AppliedLimits(applied, refused);
  }

  private static void write(Path group, String controller, String file, String value)
      throws IOException {
    Path limit = group.resolve(file);
    if (!Files.exists(limit)) {
      // fails with EBUSY where the parent, not being the root, has processes of its own ("no
      // internal processes")
      CgroupFile.write(group.resolveSibling("cgroup.subtree_control"), "+" + controller);
    }
    CgroupFile.write(limit, value);
    if (controller.equals("memory") && Files.exists(group.resolve("memory.swap.max"))) {
      CgroupFile.write(group.resolve("memory.swap.max"), "0");
    }
  }

  private static String reason(Path group, String controller, IOException failure) {
    try {
      String available = CgroupFile.read(group.resolveSibling("cgroup.controllers")).strip();
      if (!List.of(available.split(" ")).contains(controller)) {
        return "the cgroup v2 hierarchy has no '" + controller + "' controller here";
      }
    } catch (NoSuchFileException e) {
      return "no cgroup.controllers beside " + group;
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure.toString();
  }
}
