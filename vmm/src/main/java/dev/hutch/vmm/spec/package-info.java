/** What a virtual machine is made of, and how that is written on the control socket. */
@NullMarked
package dev.hutch.vmm.spec;

import org.jspecify.annotations.NullMarked;
