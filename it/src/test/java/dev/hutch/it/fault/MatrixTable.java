package dev.hutch.it.fault;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What came of the cells, as markdown.
 *
 * @param outcomes in the cells' order
 */
public record MatrixTable(List<Outcome> outcomes) {
  /** Takes a copy. */
  public MatrixTable {
    outcomes = List.copyOf(outcomes);
  }

  /** Whether every cell was as it should be. */
  public boolean isRight() {
    return outcomes.stream().allMatch(Outcome::isRight);
  }

  /** What was wrong, one line a cell. */
  public List<String> wrong() {
    return outcomes.stream()
        .filter(outcome -> !outcome.isRight())
        .map(outcome -> outcome.cell() + ": " + outcome.wrong())
        .toList();
  }

  @Override
  public String toString() {
    long hit = outcomes.stream().filter(o -> !o.seen().equals(Outcome.NO_TARGET)).count();
    return table(false)
        + "\n"
        + table(true)
        + "\n"
        + hit
        + " faults, "
        + wrong().size()
        + " wrong\n"
        + wrong().stream().map(line -> "* " + line + "\n").collect(Collectors.joining());
  }

  private String table(boolean detached) {
    StringBuilder text = new StringBuilder(detached ? "| detached box |" : "| attached box |");
    columns().forEach(column -> text.append(' ').append(column).append(" |"));
    text.append("\n|---|").append("---|".repeat((int) columns().count())).append('\n');
    for (Moment moment : Moment.values()) {
      text.append("| ").append(moment).append(" |");
      outcomes.stream()
          .filter(o -> o.cell().moment() == moment && o.cell().detached() == detached)
          .map(o -> o.isRight() ? o.seen() : "**" + o.seen() + "**")
          .forEach(seen -> text.append(' ').append(seen).append(" |"));
      text.append('\n');
    }
    return text.toString();
  }

  private static Stream<String> columns() {
    return Stream.of(Target.values())
        .flatMap(target -> Cell.SIGNALS.stream().map(signal -> signal + " " + target));
  }
}
