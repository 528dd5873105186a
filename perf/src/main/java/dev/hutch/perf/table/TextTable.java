package dev.hutch.perf.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Rows of cells, aligned: the first column to the left, all others to the right. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final int columns;

  /** A table with these column titles. */
  public TextTable(String... titles) {
    columns = titles.length;
    rows.add(List.of(titles));
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException unless it has a cell for each column
   */
  public TextTable row(List<String> cells) {
    if (cells.size() != columns) {
      throw new IllegalArgumentException(cells + " are not " + columns + " cells");
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  /** Adds a row. */
  public TextTable row(String... cells) {
    return row(List.of(cells));
  }

  /** The table, each line ended by a line feed and without blanks before it. */
  @Override
  public String toString() {
    List<Integer> widths = new ArrayList<>(Collections.nCopies(columns, 0));
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths.set(i, Math.max(widths.get(i), row.get(i).length()));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String padding = " ".repeat(widths.get(i) - row.get(i).length());
        line.append(i == 0 ? row.get(i) + padding : GAP + padding + row.get(i));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
