package dev.hutch.agent.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Trees of files, made and looked at by the host's own programs. */
public final class Trees {
  private Trees() {}

  /** Runs a program, which must succeed. */
  public static byte[] run(Path directory, String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.getOutputStream().close();
    byte[] output = process.getInputStream().readAllBytes();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    return output;
  }

  /** A tree with one of everything that can be copied. */
  public static Path oneOfEach(Path tree) throws Exception {
    String name = "x".repeat(200);
    Path deep = Files.createDirectories(tree.resolve(name).resolve(name));
    Files.writeString(deep.resolve("file"), "deep");
    run(
        tree,
        "sh",
        "-c",
        """
        head -c 200000 /dev/urandom >random; : >empty; mkdir -p d/e; echo hi >d/hi; ln d/hi hard
        ln -s d/hi soft; ln -s /no/such dangling; mkfifo fifo; chmod 4711 random; chmod 1777 d/e
        chown 4000000:5000000 d/hi; chown -h 5:6 soft; echo ro >d/ro; chmod 0444 d/ro; chmod 0555 d
        echo u >'ü ∞'; echo n >'new
        line'; touch -d '1960-01-02 03:04:05.123456789' empty
        touch -h -d '2020-01-01 00:00:00.5' soft d/e; touch -d '2001-01-01' d .
        """);
    return tree;
  }

  /** All that is to be kept of each file below a directory, and the sum of its contents. */
  public static Set<String> described(Path tree) throws Exception {
    String format = "%P|%y|%m|%U|%G|%T@|%l";
    byte[] lines =
        run(
            tree,
            "find",
            ".",
            "(",
            "-type",
            "d",
            "-printf",
            format + "\\0",
            "-o",
            "-printf",
            format + "|%n|%s\\0",
            ")");
    byte[] sums = run(tree, "find", ".", "-type", "f", "-exec", "sha256sum", "{}", "+");
    Set<String> all = new TreeSet<>(List.of(new String(lines, UTF_8).split("\0", -1)));
    all.addAll(new String(sums, UTF_8).lines().toList());
    return all;
  }

  /** What is below a directory but directories, sorted. */
  public static List<String> paths(Path tree) throws Exception {
    byte[] lines =
        run(
            tree,
            "find",
            ".",
            "-type",
            "l",
            "-printf",
            "%P -> %l\\n",
            "-o",
            "!",
            "-type",
            "d",
            "-printf",
            "%P\\n");
    return new String(lines, UTF_8).lines().sorted().toList();
  }
}
