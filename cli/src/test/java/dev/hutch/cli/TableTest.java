package dev.hutch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void alignsItsColumnsAndMarksEmptyCells() {
    Table table = new Table("ID", "NAME");
    table.row("a", "");
    table.row("bcd", "web");
    assertThat(table.toString()).isEqualTo("ID    NAME\na     -\nbcd   web\n");
  }

  @Test
  void keepsARowOnItsLine() {
    Table table = new Table("NAME");
    table.row("a\n\u001b[31mb");
    assertThat(table.toString()).isEqualTo("NAME\na\\u000a\\u001b[31mb\n");
  }
}
