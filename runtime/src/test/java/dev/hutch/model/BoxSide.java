package dev.hutch.model;

import dev.hutch.BoxProcess;
import dev.hutch.Command;
import dev.hutch.CommandNotStartedException;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/**
 * The commands of a box.
 *
 * @param starter starts one, as {@link dev.hutch.Box#exec} does
 */
public record BoxSide(Function<Command, BoxProcess> starter) implements Side {
  @Override
  public Process start(List<String> arguments) throws IOException {
    try {
      return starter.apply(Command.of(arguments));
    } catch (CommandNotStartedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void destroy(Process process) {
    process.destroy();
  }

  @Override
  public void destroyForcibly(Process process) {
    process.destroyForcibly();
  }

  @Override
  public void signal(Process process, int number) {
    ((BoxProcess) process).signal(number);
  }
}
