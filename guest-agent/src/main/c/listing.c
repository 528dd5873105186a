#include "listing.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "complain.h"

/* Not opendir: that allocates. Only what is walked into is ever touched. */
static struct listing open_listings[MAX_DEPTH];
static size_t depth;

struct listing *listing_open(int directory, const char *path) {
    if (depth == MAX_DEPTH)
        complain(path, "lies deeper than 512 directories", 0);
    struct listing *listing = &open_listings[depth++];
    listing->directory = directory;
    listing->at = listing->end = 0;
    return listing;
}

static const char *next(struct listing *listing, const char *path) {
    if (listing->at == listing->end) {
        long got = syscall(SYS_getdents64, listing->directory, listing->entries, sizeof listing->entries);
        if (got < 0)
            complain(path, "cannot be listed", errno);
        listing->at = 0;
        listing->end = (size_t)got;
        if (!got)
            return 0;
    }
    const struct dirent *entry = (const void *)(listing->entries + listing->at);
    listing->at += entry->d_reclen;
    return entry->d_name;
}

const char *listing_next(struct listing *listing, const char *path) {
    const char *name;
    do {
        name = next(listing, path);
    } while (name && (!strcmp(name, ".") || !strcmp(name, "..")));
    return name;
}

void listing_close(void) { depth--; }
