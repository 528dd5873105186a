/**
 * The lab: a software-emulated machine with nested KVM, in which libkrun boots for real.
 *
 * <p>{@link dev.hutch.it.lab.Lab} is the way in. The machine is QEMU's TCG emulating an AMD CPU
 * with SVM and nested paging, Debian's own kernel, and a root disk made of this host's programs and
 * JDK.
 */
@NullMarked
package dev.hutch.it.lab;

import org.jspecify.annotations.NullMarked;
