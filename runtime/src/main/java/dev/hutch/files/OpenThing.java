package dev.hutch.files;

import java.io.Closeable;

/** What is open of a file system and ends with it. */
interface OpenThing extends Closeable {
  /** Ends it at once, losing what is under way; does nothing to what is closed. */
  void abort();
}
