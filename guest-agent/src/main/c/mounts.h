/* The agent's own file systems, and the box's root in a mount namespace of its own. */
#ifndef MOUNTS_H
#define MOUNTS_H

/* /proc, /sys, /dev and /run for the agent. Dies where one fails. */
void mount_own(void);

/* Image, box disk and the overlay of both. Dies where one fails. */
void mount_box(void);

/*
 * Makes the mount namespace in which commands run, its root the overlay with /proc, /sys, /dev, /dev/pts and /dev/shm.
 * Answers a descriptor for setns.
 */
int enter_box_once(void);

/* Syncs and unmounts what mount_box mounted, after the namespace's descriptor is closed. Answers 0 or an errno. */
int unmount_box(void);

#endif
