/**
 * The kernel's KVM interface ({@code linux/kvm.h}, the kernel's {@code virt/kvm/api.rst}):
 * machines, vCPUs, exits, statistics. What is particular to a processor lies in the files named
 * {@code X86}.
 *
 * <p>Each method names its ioctl. A refused one throws {@link
 * dev.hutch.bindings.posix.PosixException} with the ioctl's name as its first argument.
 */
@NullMarked
package dev.hutch.bindings.kvm;

import org.jspecify.annotations.NullMarked;
