/**
 * The Linux system interface Hutch stands on: descriptors, child processes, sockets, locks.
 *
 * <p>Each class reads beside its manual pages (sections 2 and 3), which it names. Unless a method
 * says otherwise: it throws {@link dev.hutch.bindings.posix.PosixException} with the errno of the
 * refused call; calls that a signal interrupts (EINTR) are continued; every descriptor is made
 * close-on-exec; a call that blocks also blocks ("pins") the carrier of a virtual thread, and does
 * not react to {@link java.lang.Thread#interrupt()}, so keep such calls on platform threads.
 */
@NullMarked
package dev.hutch.bindings.posix;

import org.jspecify.annotations.NullMarked;
