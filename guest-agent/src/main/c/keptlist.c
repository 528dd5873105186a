/* The list of kept commands, as the host gets it. */
#include <string.h>

#include "clock.h"
#include "kept.h"
#include "wire.h"

enum { ON_TERMINAL = 1, OUTPUT_CUT = 2 };

static size_t write_entry(uint8_t *to, const struct kept *kept) {
    const struct command *command = &kept->command;
    uint64_t now = boottime();
    to[0] = command_kind(command);
    to[1] = (uint8_t)((kept->on_terminal ? ON_TERMINAL : 0) | (command_was_cut(command) ? OUTPUT_CUT : 0));
    put16(to + 2, (uint16_t)kept->title.length);
    put32(to + 4, kept->id);
    put32(to + 8, (uint32_t)command->process);
    put32(to + 12, command_value(command));
    put32(to + 16, kept->attached);
    put32(to + 20, 0);
    put64(to + 24, now - command->started);
    put64(to + 32, (command->ended ? command->finished : now) - command->started);
    put64(to + 40, kept->outputs[0].total);
    put64(to + 48, kept->outputs[1].total);
    memcpy(to + KEPT_ENTRY_BYTES, kept->title.bytes, kept->title.length);
    return KEPT_ENTRY_BYTES + kept->title.length;
}

size_t kept_list(uint8_t *to) {
    size_t length = 0;
    for (const struct kept *kept = kept_commands; kept < kept_commands + MAX_KEPT; kept++) {
        if (kept->id)
            length += write_entry(to + length, kept);
    }
    return length;
}
