package dev.hutch.rootfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What tells cheaply that a file is still the one that was read: where it lies, its size, and its
 * times. The change time is among them, which no program can set back.
 */
record FileIdentity(String key) {
  static FileIdentity of(Path file) throws IOException {
    Map<String, Object> facts =
        Files.readAttributes(file, "unix:dev,ino,size,lastModifiedTime,ctime");
    ContentKey key = new ContentKey().add(file.toRealPath().toString());
    for (String name : new String[] {"dev", "ino", "size", "lastModifiedTime", "ctime"}) {
      key.add(String.valueOf(facts.get(name)));
    }
    return new FileIdentity(key.hex());
  }
}
