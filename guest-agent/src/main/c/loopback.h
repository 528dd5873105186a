#ifndef LOOPBACK_H
#define LOOPBACK_H

/* Brings `lo` up; the kernel then gives it 127.0.0.1 and ::1. A kernel without network does without. */
void bring_up_loopback(void);

#endif
