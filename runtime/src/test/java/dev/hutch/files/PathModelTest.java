package dev.hutch.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.BoxGoneException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random paths and patterns: those of a box do what those of the default provider do. */
class PathModelTest {
  private static final int STEPS = 4_000;
  private static final List<String> PIECES =
      List.of(
          "a", "b", ".", "..", "/", "/", "//", "...", ".a", "a b", "%", "", "?", "A", "ab", "_~:");
  private static final List<String> GLOB_PIECES =
      List.of(
          "*", "**", "?", "[", "]", "{", "}", ",", "a", "b", "-", "!", "^", "\\", ".", "/", "&",
          "&&", "$", "+", "(", ")", "|", "[a-b]", "[!a]", "{a,b}", "#", " ");

  private final FileSystem host = FileSystems.getDefault();
  private final BoxFileSystem box =
      BoxFileSystem.open(
          "model",
          () -> {
            throw new BoxGoneException("the box is gone");
          });

  @AfterEach
  void close() {
    box.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void pathsBehaveAlike(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      String one = text(random, PIECES);
      String other = text(random, PIECES);
      int begin = random.nextInt(4) - 1;
      int end = random.nextInt(5) - 1;
      assertThat(behaviour(box, one, other, begin, end))
          .as("seed %d step %d: \"%s\" and \"%s\"", seed, step, one, other)
          .isEqualTo(behaviour(host, one, other, begin, end));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void patternsMatchAlike(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      String glob = text(random, GLOB_PIECES);
      List<String> names = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        names.add(text(random, random.nextBoolean() ? PIECES : GLOB_PIECES));
      }
      assertThat(matches(box, glob, names))
          .as("seed %d step %d: %s on %s", seed, step, glob, names)
          .isEqualTo(matches(host, glob, names));
    }
  }

  private static String text(Random random, List<String> pieces) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(7); i > 0; i--) {
      text.append(pieces.get(random.nextInt(pieces.size())));
    }
    return text.toString();
  }

  private static List<String> behaviour(
      FileSystem system, String first, String second, int begin, int end) {
    Path one = system.getPath(first);
    Path other = system.getPath(second);
    List<String> all = new ArrayList<>();
    add(all, "toString", () -> one);
    add(all, "isAbsolute", one::isAbsolute);
    add(all, "getRoot", one::getRoot);
    add(all, "getFileName", one::getFileName);
    add(all, "getParent", one::getParent);
    add(all, "getNameCount", one::getNameCount);
    add(all, "getName", () -> one.getName(begin));
    add(all, "subpath", () -> one.subpath(begin, end));
    add(all, "startsWith", () -> one.startsWith(other));
    add(all, "startsWith text", () -> one.startsWith(second));
    add(all, "endsWith", () -> one.endsWith(other));
    add(all, "normalize", one::normalize);
    add(all, "resolve", () -> one.resolve(other));
    if (!one.isAbsolute() && !other.isAbsolute()) {
      // otherwise the JDK's own may end in a NUL
      add(all, "resolve several", () -> one.resolve(other, one, other));
    }
    add(all, "resolveSibling", () -> one.resolveSibling(other));
    add(all, "relativize", () -> one.relativize(other));
    add(all, "relativize resolved", () -> one.relativize(one.resolve(other)));
    add(all, "compareTo", () -> Integer.signum(one.compareTo(other)));
    add(all, "equals", () -> one.equals(other));
    add(all, "hashCode", () -> !one.equals(other) || one.hashCode() == other.hashCode());
    add(all, "getPath", () -> system.getPath(first, second, first));
    for (Path name : one) {
      add(all, "iterator", () -> name);
    }
    if (one.isAbsolute()) {
      Path missing = one.resolve("missing");
      add(all, "toUri", () -> missing.toUri().getRawPath());
      add(all, "toAbsolutePath", one::toAbsolutePath);
    }
    return all;
  }

  private interface Question {
    @Nullable Object ask();
  }

  private static void add(List<String> all, String name, Question question) {
    all.add(name + ": " + answer(question, String::valueOf));
  }

  private static String answer(Question question, Function<@Nullable Object, String> shown) {
    try {
      return shown.apply(question.ask());
    } catch (RuntimeException e) {
      return e.getClass().getName();
    }
  }

  private static List<String> matches(FileSystem system, String glob, List<String> names) {
    return names.stream()
        .map(
            name ->
                answer(
                    () -> system.getPathMatcher("glob:" + glob).matches(system.getPath(name)),
                    String::valueOf))
        .toList();
  }
}
