package dev.hutch.it.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/** Picks modules with all they depend on, in the order {@code insmod} wants. */
final class KernelModules {
  private final Path directory;
  private final Map<String, List<String>> loadOrders = new HashMap<>();
  private final SequencedSet<String> placed = new LinkedHashSet<>();

  KernelModules(Path directory) throws IOException {
    this.directory = directory;
    for (String line : Files.readAllLines(directory.resolve("modules.dep"))) {
      int colon = line.indexOf(':');
      String module = line.substring(0, colon);
      List<String> order =
          new ArrayList<>(Arrays.asList(line.substring(colon + 1).trim().split(" ")));
      order.removeIf(String::isEmpty);
      // depmod lists the nearest dependency first.
      order = new ArrayList<>(order.reversed());
      order.add(module);
      loadOrders.put(nameOf(module), order);
    }
  }

  /**
   * Copies the modules into {@code target}, without those placed before, beside a file {@code
   * order}.
   */
  void place(Path target, String... names) throws IOException {
    Files.createDirectories(target);
    List<String> order = new ArrayList<>();
    for (String name : names) {
      for (String module : loadOrder(name)) {
        if (placed.add(module)) {
          String file = module.substring(module.lastIndexOf('/') + 1);
          Files.copy(directory.resolve(module), target.resolve(file));
          order.add(file);
        }
      }
    }
    Files.write(target.resolve("order"), order);
  }

  private List<String> loadOrder(String name) {
    List<String> order = loadOrders.get(name);
    if (order == null) {
      throw new LabException("Debian's kernel in " + directory + " has no module " + name);
    }
    return order;
  }

  /** {@code kernel/arch/x86/kvm/kvm-amd.ko.xz} is {@code kvm-amd}. */
  private static String nameOf(String module) {
    String file = module.substring(module.lastIndexOf('/') + 1);
    return file.substring(0, file.indexOf('.'));
  }
}
