/* Bytes of a host, from WELCOME on: the whole agent but its first and last steps. */
#include "../../main/c/attach.h"
#include "../../main/c/channel.h"
#include "../../main/c/hello.h"
#include "../../main/c/link.h"
#include "../../main/c/loop.h"
#include "state.h"
#include "target.h"
#include "world.h"

#define LARGEST_INPUT 65536

static void release_all(void) {
    for (struct channel *channel = channels + 1; channel <= channels + MAX_CHANNELS; channel++) {
        if (channel->state != CHANNEL_FREE)
            channel_release(channel);
    }
    for (struct kept *kept = kept_commands; kept < kept_commands + MAX_KEPT; kept++) {
        if (kept->id)
            kept_give_back(kept);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size) {
    struct boot_marks marks = {0};
    if (size < SEED_BYTES || size > LARGEST_INPUT)
        return -1;
    state_remember();
    world_begin(input, size);
    if (!setjmp(world_end)) {
        link_open(world_link());
        send_hello(&marks);
        await_welcome();
        serve();
    }
    release_all();
    world_finish();
    state_restore();
    return 0;
}
