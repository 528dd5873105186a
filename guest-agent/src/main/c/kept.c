#include "kept.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct kept kept_commands[MAX_KEPT];
static uint32_t last_id;

static void forget(struct kept *kept) {
    command_release(&kept->command);
    kept_close_input(kept);
    for (int i = 0; i < 2; i++) {
        if (kept->outputs[i].ring)
            munmap(kept->outputs[i].ring, KEPT_BYTES);
    }
    *kept = (struct kept){.input = -1};
}

/* Ids go up, so the smallest is the oldest. */
static struct kept *place(void) {
    struct kept *oldest = 0;
    for (struct kept *kept = kept_commands; kept < kept_commands + MAX_KEPT; kept++) {
        if (!kept->id)
            return kept;
        bool over = command_is_done(&kept->command) && !kept->attached;
        if (over && (!oldest || kept->id < oldest->id))
            oldest = kept;
    }
    if (oldest)
        forget(oldest);
    return oldest;
}

struct kept *kept_take(const struct text *title) {
    struct kept *kept = place();
    if (!kept)
        return 0;
    *kept = (struct kept){.id = ++last_id, .input = -1, .title = *title};
    command_begin(&kept->command);
    return kept;
}

void kept_give_back(struct kept *kept) { forget(kept); }

struct kept *kept_find(uint32_t id) {
    for (struct kept *kept = kept_commands; id && kept < kept_commands + MAX_KEPT; kept++) {
        if (kept->id == id && !kept->forget)
            return kept;
    }
    return 0;
}

void kept_leave(struct kept *kept) {
    kept->attached--;
    if (kept->forget && !kept->attached)
        forget(kept);
}

void kept_close_input(struct kept *kept) {
    if (kept->input >= 0)
        close(kept->input);
    kept->input = -1;
}

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

void kept_pull(struct kept *kept, int output, size_t most) {
    struct kept_output *to = &kept->outputs[output];
    struct source *source = &kept->command.sources[output];
    if (!to->ring) {
        void *ring = mmap(0, KEPT_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (ring == MAP_FAILED) {
            source->cut = true;
            source_release(source);
            return;
        }
        to->ring = ring;
    }
    size_t tail = to->total % KEPT_BYTES;
    struct iovec place = {to->ring + tail, smaller(most, KEPT_BYTES - tail)};
    to->total += source_read(source, &place, 1);
}

uint64_t kept_oldest(const struct kept *kept, int output) {
    uint64_t total = kept->outputs[output].total;
    return total > KEPT_BYTES ? total - KEPT_BYTES : 0;
}

size_t kept_copy(const struct kept *kept, int output, uint64_t position, uint8_t *to, size_t most) {
    const struct kept_output *from = &kept->outputs[output];
    size_t at = position % KEPT_BYTES;
    size_t length = smaller(smaller(most, (size_t)(from->total - position)), KEPT_BYTES - at);
    memcpy(to, from->ring + at, length);
    return length;
}

bool kept_process_ended(pid_t process, int status, const struct rusage *usage) {
    for (struct kept *kept = kept_commands; kept < kept_commands + MAX_KEPT; kept++) {
        if (!kept->id || kept->command.process != process || kept->command.ended)
            continue;
        command_ended(&kept->command, status, usage);
        kept_close_input(kept);
        return true;
    }
    return false;
}
