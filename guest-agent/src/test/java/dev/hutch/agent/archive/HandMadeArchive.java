package dev.hutch.agent.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** A tar archive by hand, as no honest program writes it. */
public final class HandMadeArchive {
  private static final int BLOCK = 512;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** A directory. */
  public HandMadeArchive directory(String name) {
    return header('5', name, "", 0);
  }

  /** A symbolic link. */
  public HandMadeArchive link(String name, String target) {
    return header('2', name, target, 0);
  }

  /** A hard link. */
  public HandMadeArchive hardLink(String name, String target) {
    return header('1', name, target, 0);
  }

  /** A file. */
  public HandMadeArchive file(String name, String contents) {
    return header('0', name, "", contents.getBytes(UTF_8).length).contents(contents);
  }

  /** A pax header for the entry that follows. */
  public HandMadeArchive pax(String key, String value) {
    return special('x', record(key, value));
  }

  /** A pax header for all that follow. */
  public HandMadeArchive global(String key, String value) {
    return special('g', record(key, value));
  }

  /** What is not an entry by itself. */
  public HandMadeArchive special(char type, String contents) {
    return header(type, "special", "", contents.getBytes(UTF_8).length).contents(contents);
  }

  /** A header, without contents. */
  public HandMadeArchive header(char type, String name, String link, long size) {
    return header(type, name, link, size, 0755);
  }

  /** A header, without contents. */
  public HandMadeArchive header(char type, String name, String link, long size, int mode) {
    byte[] block = new byte[BLOCK];
    put(block, 0, name);
    put(block, 100, String.format("%07o", mode));
    put(block, 108, "0000000");
    put(block, 116, "0000000");
    put(block, 124, String.format("%011o", size));
    put(block, 136, "00000000000");
    put(block, 148, "        ");
    block[156] = (byte) type;
    put(block, 157, link);
    put(block, 257, "ustar\00000");
    put(block, 329, "0000001");
    put(block, 337, "0000003");
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    put(block, 148, String.format("%06o\0 ", sum));
    bytes.writeBytes(block);
    return this;
  }

  /** Contents, filled up to whole blocks. */
  public HandMadeArchive contents(String contents) {
    byte[] data = contents.getBytes(UTF_8);
    bytes.writeBytes(data);
    bytes.writeBytes(new byte[-data.length & (BLOCK - 1)]);
    return this;
  }

  /** As it is, without an end. */
  public byte[] unfinished() {
    return bytes.toByteArray();
  }

  /** With its end. */
  public byte[] finished() {
    bytes.writeBytes(new byte[2 * BLOCK]);
    return bytes.toByteArray();
  }

  private static String record(String key, String value) {
    int rest = (" " + key + "=" + value + "\n").getBytes(UTF_8).length;
    int length = rest + Integer.toString(rest).length();
    length = rest + Integer.toString(length).length();
    return length + " " + key + "=" + value + "\n";
  }

  private static void put(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }
}
