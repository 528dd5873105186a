package dev.hutch.vmm.spec;

import java.util.BitSet;
import java.util.List;

/** The rules of a {@link VmSpec} that span several of its fields. */
final class VmSpecRules {
  private VmSpecRules() {}

  static void uniqueDiskNames(List<Disk> disks) {
    for (int i = 0; i < disks.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (disks.get(i).name().equals(disks.get(j).name())) {
          throw new VmSpecException(
              "disks: the name '" + disks.get(i).name() + "' is given to two of them");
        }
      }
    }
  }

  static void uniqueDescriptors(Kernel kernel, List<Disk> disks, Descriptors descriptors) {
    BitSet taken = new BitSet(Rules.MAX_DESCRIPTORS);
    take(taken, kernel.descriptor());
    for (Disk disk : disks) {
      take(taken, disk.descriptor());
    }
    take(taken, descriptors.lock());
    take(taken, descriptors.listener());
    take(taken, descriptors.consoleLog());
    if (descriptors.hasConsolePipe()) {
      take(taken, descriptors.consoleReader());
      take(taken, descriptors.consoleWriter());
    }
    if (descriptors.hasJournal()) {
      take(taken, descriptors.journal());
    }
  }

  static int highestDescriptor(Kernel kernel, List<Disk> disks, Descriptors descriptors) {
    int highest = Math.max(kernel.descriptor(), descriptors.lock());
    for (Disk disk : disks) {
      highest = Math.max(highest, disk.descriptor());
    }
    highest = Math.max(highest, Math.max(descriptors.listener(), descriptors.consoleLog()));
    highest = Math.max(highest, descriptors.journal());
    return Math.max(highest, Math.max(descriptors.consoleReader(), descriptors.consoleWriter()));
  }

  static void engineFiles(EngineKind engine, EngineFiles files) {
    if (engine == EngineKind.LIBKRUN && files.libkrun() == null) {
      throw new VmSpecException("libkrun: the engine libkrun needs the path of libkrun.so");
    }
    if (engine == EngineKind.EMULATED && files.qemu() == null) {
      throw new VmSpecException("qemu: the engine emulated needs the path of QEMU");
    }
  }

  private static void take(BitSet taken, int index) {
    if (taken.get(index)) {
      throw new VmSpecException("descriptors: the index " + index + " is used twice");
    }
    taken.set(index);
  }
}
