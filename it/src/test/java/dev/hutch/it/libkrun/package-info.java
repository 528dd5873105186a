/** The {@code libkrun} engine on nested KVM: the command of this checkout, run inside the lab. */
@NullMarked
package dev.hutch.it.libkrun;

import org.jspecify.annotations.NullMarked;
