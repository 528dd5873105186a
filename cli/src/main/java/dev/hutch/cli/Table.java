package dev.hutch.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Rows in columns just wide enough, below their titles. A title that begins with {@code >} is one
 * of numbers, which stand at the right; one that begins with {@code *} is of words that have
 * colours.
 */
final class Table {
  private static final String GAP = "   ";
  private static final String NOTHING = "-";

  private final List<Character> kinds = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... titles) {
    List<String> names = new ArrayList<>();
    for (String title : titles) {
      char kind = title.charAt(0);
      boolean marked = kind == '>' || kind == '*';
      kinds.add(marked ? kind : ' ');
      names.add(marked ? title.substring(1) : title);
    }
    rows.add(names);
  }

  /** Adds a row; an empty cell is shown as a dash, so that columns can be counted. */
  void row(String... cells) {
    List<String> row = new ArrayList<>();
    for (String cell : cells) {
      row.add(cell.isEmpty() ? NOTHING : Visible.line(cell));
    }
    rows.add(row);
  }

  /** As text. */
  String text(boolean colours) {
    int[] widths = widths();
    StringBuilder text = new StringBuilder();
    boolean title = true;
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String cell = row.get(i);
        int blank = widths[i] - cell.length();
        boolean right = kinds.get(i) == '>';
        line.append(i == 0 ? "" : GAP).repeat(' ', right ? blank : 0);
        line.append(paint(title, i, colours).apply(cell)).repeat(' ', right ? 0 : blank);
      }
      text.append(line.toString().stripTrailing()).append('\n');
      title = false;
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return text(false);
  }

  private UnaryOperator<String> paint(boolean title, int column, boolean colours) {
    if (!colours) {
      return cell -> cell;
    }
    return title ? Colour::bold : kinds.get(column) == '*' ? Colour::of : cell -> cell;
  }

  private int[] widths() {
    int[] widths = new int[kinds.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return widths;
  }
}
