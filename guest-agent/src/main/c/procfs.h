/* Numbers out of the kernel's text files. */
#ifndef PROCFS_H
#define PROCFS_H

#include <stddef.h>
#include <stdint.h>

/* Reads the beginning of a file as a string; empty where it cannot be read. */
void procfs_read(const char *path, char *to, size_t size);

/* The number behind the first occurrence of `key`, 0 where there is none. */
uint64_t procfs_value(const char *text, const char *key);

/* As many numbers of a line as there are, the rest 0. */
void procfs_numbers(const char *line, uint64_t *numbers, size_t count);

#endif
