package dev.hutch.launch;

import dev.hutch.home.Home;
import dev.hutch.vmm.aot.AotCache;
import dev.hutch.vmm.aot.ShimJvm;
import dev.hutch.vmm.spec.EngineFiles;
import dev.hutch.vmm.spec.EngineKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The shim as a program to run.
 *
 * @param javaHome its Java
 * @param files what it is made of: Java, jars, start-up cache
 * @param command its command line, the box's id excepted
 */
record ShimProgram(Path javaHome, List<Path> files, List<String> command) {
  /** Finds it, and trains its start-up cache if there is none yet. */
  static ShimProgram of(
      Home home, EngineKind engine, EngineFiles engineFiles, Consumer<String> progress) {
    ShimJvm jvm = ShimJvm.ofThisProcess();
    List<String> arguments = new ArrayList<>(List.of("--engine", engine.text()));
    if (engineFiles.libkrun() != null) {
      arguments.addAll(List.of("--libkrun", engineFiles.libkrun().toString()));
    }
    List<String> training = new ArrayList<>(List.of("--train"));
    training.addAll(arguments);
    training.add("training"); // where the box's id stands
    Optional<Path> cache = new AotCache(home.cache(), progress).prepare(jvm, training);
    List<Path> files = new ArrayList<>(jvm.classPath());
    files.add(jvm.home());
    cache.ifPresent(files::add);
    List<String> command = new ArrayList<>(jvm.command(cache));
    command.addAll(arguments);
    return new ShimProgram(jvm.home(), List.copyOf(files), List.copyOf(command));
  }
}
