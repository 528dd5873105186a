package dev.hutch.home;

import dev.hutch.BoxSpec;
import dev.hutch.InvalidSpecException;
import dev.hutch.MemorySize;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * What was asked for when a box was made; of all this only the name ever changes, and that a box
 * was left.
 *
 * @param id the box's id
 * @param created to the millisecond
 * @param spec the specification
 */
public record BoxRecord(String id, Instant created, BoxSpec spec) {
  private static final String FORMAT = "1";

  /** The same box with another name. */
  public BoxRecord named(String name) {
    return new BoxRecord(id, created, spec.name(name));
  }

  /** The same box, detached. */
  public BoxRecord left() {
    return new BoxRecord(id, created, spec.detach(true));
  }

  /** As it is stored: {@link Properties} without the date that the JDK puts on top. */
  public byte[] encode() {
    Properties values = new Properties();
    values.setProperty("hutch-box", FORMAT);
    values.setProperty("id", id);
    values.setProperty("created", Long.toString(created.toEpochMilli()));
    values.setProperty("image", spec.image());
    values.setProperty("cpus", Integer.toString(spec.cpus()));
    values.setProperty("memory", Long.toString(spec.memory().bytes()));
    values.setProperty("disk", Long.toString(spec.disk().bytes()));
    values.setProperty("hostname", spec.hostname());
    values.setProperty("start-timeout-ms", Long.toString(spec.startTimeout().toMillis()));
    values.setProperty("kernel-arguments", spec.kernelArguments());
    values.setProperty("name", spec.name());
    values.setProperty("detach", Boolean.toString(spec.detach()));
    values.setProperty("leavable", Boolean.toString(spec.leavable()));
    StringWriter text = new StringWriter();
    try {
      values.store(text, null);
    } catch (IOException e) {
      throw new AssertionError(e); // a string does not fail
    }
    return text.toString()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .collect(Collectors.joining("\n", "", "\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a record.
   *
   * @param file where it is
   * @param id whose it must be
   * @throws IOException if there is none, it cannot be read or is damaged; the message says which
   */
  public static BoxRecord read(Path file, String id) throws IOException {
    Properties values = new Properties();
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      values.load(new StringReader(text));
      if (!text.endsWith("\n")) {
        throw new IOException("it is damaged: its last line is cut off");
      }
      if (!FORMAT.equals(values.getProperty("hutch-box"))) {
        throw new IOException("it is of another format, or damaged");
      }
      if (!id.equals(text(values, "id"))) {
        throw new IOException("it is of another box, '" + text(values, "id") + "'");
      }
      return new BoxRecord(
          id, Instant.ofEpochMilli(Long.parseLong(text(values, "created"))), spec(values));
    } catch (IllegalArgumentException | InvalidSpecException e) {
      throw new IOException("it is damaged: " + e.getMessage(), e);
    }
  }

  private static BoxSpec spec(Properties values) throws IOException {
    return new BoxSpec(
        text(values, "image"),
        Integer.parseInt(text(values, "cpus")),
        new MemorySize(Long.parseLong(text(values, "memory"))),
        new MemorySize(Long.parseLong(text(values, "disk"))),
        text(values, "hostname"),
        Duration.ofMillis(Long.parseLong(text(values, "start-timeout-ms"))),
        text(values, "kernel-arguments"),
        text(values, "name"),
        Boolean.parseBoolean(text(values, "detach")),
        Boolean.parseBoolean(values.getProperty("leavable", "false")));
  }

  private static String text(Properties values, String key) throws IOException {
    String value = values.getProperty(key);
    if (value == null) {
      throw new IOException("it has no " + key);
    }
    return value;
  }
}
