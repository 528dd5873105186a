#include "stats.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "channel.h"
#include "clock.h"
#include "procfs.h"
#include "wire.h"

#define MICROS_PER_SECOND 1000000
#define KIB 1024

enum cpu_field { USER, NICE, SYSTEM, IDLE, IOWAIT, IRQ, SOFTIRQ, STEAL, CPU_FIELDS };

static const char *disk = "/";

void stats_of_disk(const char *directory) { disk = directory; }

static void write_cpu(uint8_t *to) {
    char text[512];
    uint64_t ticks[CPU_FIELDS] = {0};
    procfs_read("/proc/stat", text, sizeof text);
    if (!strncmp(text, "cpu ", 4))
        procfs_numbers(text + 4, ticks, CPU_FIELDS);
    uint64_t micros = MICROS_PER_SECOND / (uint64_t)sysconf(_SC_CLK_TCK);
    put64(to, (ticks[USER] + ticks[NICE]) * micros);
    put64(to + 8, (ticks[SYSTEM] + ticks[IRQ] + ticks[SOFTIRQ]) * micros);
    put64(to + 16, (ticks[IDLE] + ticks[IOWAIT]) * micros);
    put64(to + 24, ticks[STEAL] * micros);
}

static void write_memory(uint8_t *to) {
    char text[4096];
    procfs_read("/proc/meminfo", text, sizeof text);
    put64(to, procfs_value(text, "MemTotal:") * KIB);
    put64(to + 8, procfs_value(text, "MemAvailable:") * KIB);
    put64(to + 16, (procfs_value(text, "\nBuffers:") + procfs_value(text, "\nCached:")) * KIB);
}

static void write_disk(uint8_t *to) {
    struct statvfs stat = {0};
    statvfs(disk, &stat);
    put64(to, (uint64_t)stat.f_blocks * stat.f_frsize);
    put64(to + 8, (uint64_t)stat.f_bavail * stat.f_frsize);
    put64(to + 16, stat.f_files);
    put64(to + 24, stat.f_favail);
}

static bool is_kernel_thread(const char *process) {
    struct process_stat stat;
    return !procfs_stat(process, &stat) || stat.fields[STAT_FLAGS] & STAT_KERNEL_THREAD;
}

/* Without the kernel's and ourselves. */
static uint32_t count_processes(void) {
    uint32_t count = 0;
    DIR *processes = opendir("/proc");
    if (!processes)
        return 0;
    for (struct dirent *entry; (entry = readdir(processes));) {
        pid_t process = atoi(entry->d_name);
        if (process > 0 && process != getpid() && !is_kernel_thread(entry->d_name))
            count++;
    }
    closedir(processes);
    return count;
}

static uint64_t own_resident_bytes(void) {
    char text[128];
    uint64_t pages[2];
    procfs_read("/proc/self/statm", text, sizeof text);
    procfs_numbers(text, pages, 2);
    return pages[1] * (uint64_t)sysconf(_SC_PAGESIZE);
}

static uint32_t count_channels(void) {
    uint32_t count = 0;
    for (const struct channel *channel = channels + 1; channel <= channels + MAX_CHANNELS; channel++)
        count += channel->state == CHANNEL_OPEN;
    return count;
}

size_t stats_write(uint8_t *to) {
    put64(to, boottime());
    put32(to + 8, (uint32_t)sysconf(_SC_NPROCESSORS_ONLN));
    put32(to + 12, count_processes());
    write_cpu(to + 16);
    write_memory(to + 48);
    write_disk(to + 72);
    put64(to + 104, own_resident_bytes());
    put32(to + 112, count_channels());
    put32(to + 116, 0);
    return STATS_BYTES;
}
