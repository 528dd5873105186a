package dev.hutch.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @TempDir private Path directory;

  @Test
  void oneBoxHasAName() {
    Names names = new Names(directory);
    assertThat(names.claim("web", "one", (id, name) -> true)).isTrue();
    assertThat(names.claim("web", "two", (id, name) -> true)).isFalse();
    assertThat(names.find("web")).contains("one");
  }

  @Test
  void aNameWhoseBoxDoesNotHaveItAnyMoreIsFree() {
    Names names = new Names(directory);
    names.claim("web", "one", (id, name) -> true);
    assertThat(names.claim("web", "two", (id, name) -> false)).isTrue();
    assertThat(names.find("web")).contains("two");
  }

  @Test
  void ofManyWhoTryAtOnceOneGetsIt() throws Exception {
    Names names = new Names(directory);
    List<Callable<Boolean>> tries = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String id = "box" + i;
      tries.add(() -> names.claim("web", id, (holder, name) -> true));
    }
    int won = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Boolean> result : threads.invokeAll(tries)) {
        won += result.get() ? 1 : 0;
      }
    }
    assertThat(won).isEqualTo(1);
  }

  @Test
  void onlyItsOwnerGivesItBack() {
    Names names = new Names(directory);
    names.claim("web", "one", (id, name) -> true);
    names.release("web", "two");
    assertThat(names.find("web")).contains("one");
    names.release("web", "one");
    assertThat(names.find("web")).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aNameCutShortStandsForNoBox() throws IOException {
    Names names = new Names(directory);
    Files.createFile(directory.resolve("web"));
    assertThat(names.find("web")).isEmpty();
    assertThat(names.claim("web", "one", (id, name) -> true)).isTrue();
  }

  @Test
  void aNameInUseIsNotDropped() {
    Names names = new Names(directory);
    names.claim("web", "one", (id, name) -> true);
    names.drop("web", (id, name) -> true);
    assertThat(names.all()).containsExactly("web");
    names.drop("web", (id, name) -> false);
    assertThat(names.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "../x", "a/b", "Web", "-a", ".a", "a b", "abcdefghij234567abcd", "ä", "a\n"})
  void notEveryTextIsAName(String text) {
    assertThat(Names.isName(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "1", "web-1", "a.b_c", "abcdefghij234567abc", "abcdefghij234567abc1"})
  void theseAreNames(String text) {
    assertThat(Names.isName(text)).isTrue();
  }
}
