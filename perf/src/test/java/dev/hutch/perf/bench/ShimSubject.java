package dev.hutch.perf.bench;

import dev.hutch.bindings.posix.Fd;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * A program that makes the calls: the shim, or its twin in C.
 *
 * @param name for the table
 * @param command its command line, the box's id excepted
 * @param visible what it sees of the host when jailed
 * @param configuration what it is sent, by box id
 * @param descriptors what travels with that
 */
record ShimSubject(
    String name,
    List<String> command,
    List<Path> visible,
    Function<String, byte[]> configuration,
    List<Fd> descriptors) {}
