#include "keep.h"

#include <errno.h>
#include <fcntl.h>

#include "attach.h"
#include "kept.h"

/* For those that come later. A pipe that its writer has ended stays so; a terminal goes on. */
static bool hold_input(struct kept *kept, const struct channel *channel) {
    const struct input *input = &channel->input;
    if (input->pipe < 0 || channel->command.ended || (input->ended && !input->terminal))
        return true;
    kept->input = fcntl(input->pipe, F_DUPFD_CLOEXEC, 0);
    return kept->input >= 0;
}

/* Answers 0 or an errno, after which all is as it was. */
static int keep(struct channel *channel) {
    struct kept *kept = kept_take(&channel->message);
    if (!kept)
        return EAGAIN;
    if (!hold_input(kept, channel)) {
        int error = errno;
        kept_give_back(kept);
        return error;
    }
    kept->command = channel->command;
    kept->on_terminal = channel->input.terminal;
    command_begin(&channel->command);
    attach_join(channel, kept, ATTACH_HOLD, 0);
    return 0;
}

void keep_command(struct channel *channel) {
    channel->owes_kept = true;
    channel->keep_error = channel->kept ? 0 : (uint32_t)keep(channel);
}
