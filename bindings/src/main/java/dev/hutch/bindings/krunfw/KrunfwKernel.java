package dev.hutch.bindings.krunfw;

import java.lang.foreign.MemorySegment;

/**
 * A kernel as libkrunfw holds it: memory as it is to lie in the guest.
 *
 * @param image its bytes, read-only, valid for the life of this process
 * @param loadAddress the guest-physical address where it is to lie
 * @param entryAddress the guest-physical address where it is entered in 64-bit mode
 */
public record KrunfwKernel(MemorySegment image, long loadAddress, long entryAddress) {}
