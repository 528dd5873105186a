package dev.hutch.vmm.aot;

import dev.hutch.vmm.cache.FileIdentity;
import dev.hutch.vmm.cache.Memo;
import dev.hutch.vmm.cache.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Names a cache by everything that goes into it. The JDK does not notice each change itself: 25.0.3
 * runs the old classes of a jar that was replaced (JDK-8377932).
 */
final class CacheKey {
  private static final List<String> JDK_FILES = List.of("lib/modules", "lib/server/libjvm.so");

  private CacheKey() {}

  static String of(ShimJvm jvm, List<String> trainingArguments, Path directory) throws IOException {
    Memo memo = new Memo(directory);
    String identity = identity(jvm, trainingArguments);
    Optional<String> known = memo.recall(identity);
    if (known.isPresent()) {
      return known.get();
    }
    String key = content(jvm, trainingArguments);
    memo.note(identity, key);
    return key;
  }

  private static String identity(ShimJvm jvm, List<String> trainingArguments) throws IOException {
    Sha256 hash = common(jvm, trainingArguments);
    for (Path jar : jvm.classPath()) {
      hash.text(FileIdentity.of(jar));
    }
    return hash.text(FileIdentity.of(jvm.home().resolve("release"))).hex();
  }

  private static String content(ShimJvm jvm, List<String> trainingArguments) throws IOException {
    Sha256 hash = common(jvm, trainingArguments);
    for (Path jar : jvm.classPath()) {
      hash.text(Sha256.of(jar));
    }
    return hash.text(Files.readString(jvm.home().resolve("release"))).hex();
  }

  private static Sha256 common(ShimJvm jvm, List<String> trainingArguments) throws IOException {
    Sha256 hash = new Sha256().text(jvm.home().toString()).text(jvm.joinedClassPath());
    jvm.flags().forEach(hash::text);
    trainingArguments.forEach(hash::text);
    for (String name : JDK_FILES) {
      Path file = jvm.home().resolve(name);
      hash.text(Files.size(file) + " " + Files.getLastModifiedTime(file));
    }
    return hash;
  }
}
