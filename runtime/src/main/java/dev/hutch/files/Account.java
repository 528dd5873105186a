package dev.hutch.files;

import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import org.jspecify.annotations.Nullable;

/** A user of a box: a number, which counts, and the name the box has for it. */
class Account implements UserPrincipal {
  private final int id;
  private final String name;

  Account(int id, String name) {
    this.id = id;
    this.name = name;
  }

  int id() {
    return id;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Account that && that.getClass() == getClass() && that.id == id;
  }

  @Override
  public int hashCode() {
    return id;
  }

  @Override
  public String toString() {
    return name;
  }

  /** A group of users of a box. */
  static final class Group extends Account implements GroupPrincipal {
    Group(int id, String name) {
      super(id, name);
    }
  }
}
