package dev.hutch;

/**
 * What a copy between host and box was about.
 *
 * @param entries how many files, directories and links
 * @param bytes how many bytes the files hold together
 */
public record Copied(long entries, long bytes) {}
