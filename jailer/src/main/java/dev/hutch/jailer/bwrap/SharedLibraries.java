package dev.hutch.jailer.bwrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hutch.bindings.posix.Child;
import dev.hutch.bindings.posix.ExitStatus;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.MemFd;
import dev.hutch.bindings.posix.Spawn;
import dev.hutch.jailer.JailerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which files an ELF program needs to be loaded at all, as the dynamic loader itself answers
 * ({@code ld.so --list}, which loads but does not run them). One process per program and content;
 * answers are kept in memory for as long as this object.
 */
public final class SharedLibraries {
  private record Question(Path program, List<Path> alsoLoaded, FileTime modified, long size) {}

  private final Map<Question, Set<Path>> answers = new ConcurrentHashMap<>();

  /** With no answer known yet. */
  public SharedLibraries() {}

  /**
   * The program's loader and libraries, all by absolute path; empty for a static program. Blocks
   * for some milliseconds at the first question.
   *
   * @param program an ELF program
   * @param alsoLoaded libraries that it opens while it runs (dlopen), whose needs count too
   * @throws JailerException if a file cannot be read or a library is not found
   */
  public Set<Path> of(Path program, List<Path> alsoLoaded) {
    try {
      Question question =
          new Question(
              program,
              List.copyOf(alsoLoaded),
              Files.getLastModifiedTime(program),
              Files.size(program));
      Set<Path> known = answers.get(question);
      if (known == null) {
        known = ask(program, alsoLoaded);
        answers.put(question, known);
      }
      return known;
    } catch (IOException e) {
      throw new JailerException("cannot read " + program + ": " + e, e);
    }
  }

  /** As {@link #of(Path, List)} for a program that opens no libraries while it runs. */
  public Set<Path> of(Path program) {
    return of(program, List.of());
  }

  private static Set<Path> ask(Path program, List<Path> alsoLoaded) throws IOException {
    Optional<Path> loader = ElfInterpreter.of(program);
    if (loader.isEmpty()) {
      return Set.of();
    }
    List<String> arguments = new ArrayList<>();
    if (!alsoLoaded.isEmpty()) {
      // the list is separated by colons or spaces, so a path with either cannot be asked about
      arguments.addAll(
          List.of("--preload", String.join(":", alsoLoaded.stream().map(Path::toString).toList())));
    }
    arguments.addAll(List.of("--list", program.toString()));
    Set<Path> files = new LinkedHashSet<>(List.of(loader.get()));
    files.addAll(LoaderList.parse(run(loader.get(), arguments)));
    return Set.copyOf(files);
  }

  private static String run(Path loader, List<String> arguments) throws IOException {
    try (Fd output = MemFd.create("hutch-ld-list");
        Child child =
            Spawn.of(loader)
                .args(arguments)
                .dup2(output, 1)
                .dup2(output, 2)
                .resetSignals()
                .start()) {
      ExitStatus status = child.pidFd().waitForChild();
      String text = new String(Files.readAllBytes(Path.of(output.procPath())), UTF_8);
      if (!status.isSuccess()) {
        throw new JailerException(
            loader
                + " "
                + String.join(" ", arguments)
                + " ended with "
                + status.shellCode()
                + ": "
                + text.strip());
      }
      return text;
    }
  }
}
