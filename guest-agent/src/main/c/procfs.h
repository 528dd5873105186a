/* Numbers out of the kernel's text files. */
#ifndef PROCFS_H
#define PROCFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads the beginning of a file as a string; empty where it cannot be read. */
void procfs_read(const char *path, char *to, size_t size);

/* The number behind the first occurrence of `key`, 0 where there is none. */
uint64_t procfs_value(const char *text, const char *key);

/* As many numbers of a line as there are, the rest 0. */
void procfs_numbers(const char *line, uint64_t *numbers, size_t count);

enum stat_field {
    STAT_PARENT = 4, STAT_GROUP = 5, STAT_SESSION = 6, STAT_FLAGS = 9, STAT_USER_TIME = 14, STAT_SYSTEM_TIME = 15, STAT_START = 22,
    STAT_RESIDENT = 24, STAT_FIELDS,
};

/* PF_KTHREAD of the kernel, in STAT_FLAGS. */
#define STAT_KERNEL_THREAD 0x00200000u

/* A process's stat, its fields numbered as in proc(5). */
struct process_stat {
    char name[64];
    char state;
    uint64_t fields[STAT_FIELDS];
};

/* False where the process is gone. */
bool procfs_stat(const char *process, struct process_stat *stat);

/* Reads /proc, the process's number, and `name` as procfs_read does. */
void procfs_read_of(const char *process, const char *name, char *to, size_t size);

#endif
