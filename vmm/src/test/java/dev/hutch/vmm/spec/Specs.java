package dev.hutch.vmm.spec;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Specifications for tests: one that is plain, and any number of random ones. */
public final class Specs {
  private static final String NAME_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789-";

  private Specs() {}

  /** An emulated machine with the three disks of a box. */
  public static VmSpec plain() {
    return new VmSpec(
        new BoxId("box-1"),
        "box-1",
        EngineKind.EMULATED,
        1,
        256,
        new Kernel(1, "console=hvc0 root=/dev/vda ro init=/sbin/hutch-agent"),
        List.of(new Disk("agent", true, 2), new Disk("image", true, 3), new Disk("box", false, 4)),
        Descriptors.withoutPipe(0, 5, 6),
        EngineFiles.emulated(Path.of("/usr/bin/qemu-system-x86_64"), null),
        false,
        Duration.ofSeconds(20));
  }

  /** Any valid specification; equal seeds give equal ones. */
  public static VmSpec random(Random random) {
    List<Integer> indexes = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      indexes.add(i * 8 + random.nextInt(8));
    }
    int next = 0;
    List<Disk> disks = new ArrayList<>();
    int count = 1 + random.nextInt(VmSpec.MAX_DISKS);
    for (int i = 0; i < count; i++) {
      disks.add(
          new Disk(i + name(random, Disk.MAX_NAME - 1), random.nextBoolean(), indexes.get(next++)));
    }
    boolean pipe = random.nextBoolean();
    return new VmSpec(
        new BoxId("b" + name(random, BoxId.MAX_LENGTH - 1)),
        "B" + name(random, 62),
        random.nextBoolean() ? EngineKind.LIBKRUN : EngineKind.EMULATED,
        1 + random.nextInt(VmSpec.MAX_VCPUS),
        VmSpec.MIN_MEMORY_MIB + random.nextInt(VmSpec.MAX_MEMORY_MIB - VmSpec.MIN_MEMORY_MIB + 1),
        new Kernel(indexes.get(next++), commandLine(random)),
        disks,
        new Descriptors(
            indexes.get(next++),
            indexes.get(next++),
            indexes.get(next++),
            pipe ? indexes.get(next++) : Descriptors.ABSENT,
            pipe ? indexes.get(next++) : Descriptors.ABSENT,
            random.nextBoolean() ? indexes.get(next++) : Descriptors.ABSENT),
        new EngineFiles(
            path(random), random.nextBoolean() ? path(random) : null, path(random), path(random)),
        random.nextBoolean(),
        Duration.ofMillis(100 + random.nextInt(3_599_900)));
  }

  private static String name(Random random, int longest) {
    StringBuilder name = new StringBuilder();
    for (int i = random.nextInt(longest); i >= 0; i--) {
      name.append(NAME_CHARACTERS.charAt(random.nextInt(NAME_CHARACTERS.length())));
    }
    return name.toString();
  }

  private static String commandLine(Random random) {
    StringBuilder line = new StringBuilder();
    for (int i = random.nextInt(Kernel.MAX_COMMAND_LINE); i >= 0; i--) {
      char c = (char) (' ' + random.nextInt('~' - ' ' + 1));
      line.append(c == '"' ? '=' : c);
    }
    return line.toString();
  }

  private static Path path(Random random) {
    return Path.of("/" + name(random, 20) + "/ =\\'" + name(random, 20) + "é");
  }
}
