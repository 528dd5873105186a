package dev.hutch.vmm.engine;

import dev.hutch.bindings.posix.Fd;
import dev.hutch.vmm.spec.VmSpec;
import java.util.List;

/**
 * One machine with its resources, as an engine needs them. The engine borrows every descriptor;
 * they stay open for as long as the machine runs.
 *
 * @param spec the specification
 * @param lock the box's lock file: whoever runs the machine holds it
 * @param kernel the kernel's ELF file
 * @param disks the disks, in the order of the specification
 * @param agentPort the guest's end of the agent's port, a stream socket
 * @param consoleWriter writing end of the console pipe; also takes the engine's own messages
 */
public record Machine(
    VmSpec spec, Fd lock, Fd kernel, List<Fd> disks, Fd agentPort, Fd consoleWriter) {}
