package dev.hutch;

/**
 * What a box has kept of the outputs of a detached command.
 *
 * @param stdout the end of its standard output, or of what its terminal showed; truncated if there
 *     was more
 * @param stderr the end of its standard error
 */
public record KeptOutput(Output stdout, Output stderr) {}
