package dev.hutch.it.death;

import dev.hutch.Hutch;
import dev.hutch.it.box.Boxes;
import java.io.IOException;

/** A program that keeps two shims warm until its standard input ends, or it is killed. */
public final class PoolOwner {
  private PoolOwner() {}

  /**
   * Runs it.
   *
   * @param args none
   */
  public static void main(String[] args) throws IOException {
    try (Hutch hutch = Boxes.open(2)) {
      System.out.println(hutch.engine());
      System.in.readAllBytes();
    }
  }
}
