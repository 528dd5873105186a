package dev.hutch.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamesTest {
  private static final String FIRST = "aaaaaaaaaaaaaaaaaaaa";
  private static final String SECOND = "bbbbbbbbbbbbbbbbbbbb";

  @TempDir private Path directory;

  @Test
  void aNameIsFoundUntilItIsGivenBackByItsBox() {
    Names names = new Names(directory);
    assertThat(names.claim("box", FIRST, (id, name) -> true)).isTrue();
    assertThat(names.find("box")).contains(FIRST);
    assertThat(names.claim("box", SECOND, (id, name) -> true)).isFalse();
    names.release("box", SECOND);
    assertThat(names.find("box")).contains(FIRST);
    names.release("box", FIRST);
    assertThat(names.find("box")).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aStaleNameIsAnybodys() {
    Names names = new Names(directory);
    names.claim("box", FIRST, (id, name) -> true);
    assertThat(names.claim("box", SECOND, (id, name) -> false)).isTrue();
    assertThat(names.find("box")).contains(SECOND);
  }

  @Test
  void theEmptyNameStandsForNoBox() {
    assertThat(new Names(directory).find("")).isEmpty();
  }
}
