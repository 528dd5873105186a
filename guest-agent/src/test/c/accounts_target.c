/* What the box has put into /etc/passwd and /etc/group, and whom it is asked for. */
#include <string.h>

#include "../../main/c/user.h"
#include "state.h"
#include "target.h"
#include "world.h"

#define MAX_NAME 300
#define LARGEST_INPUT (1 << 20)

/* Seed, length of the name, name, and the file that both are. */
int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size) {
    char wanted[MAX_NAME + 1] = {0};
    struct user user;
    if (size < SEED_BYTES + 2 || size > LARGEST_INPUT)
        return -1;
    state_remember();
    world_begin(input, SEED_BYTES);
    const uint8_t *at = input + SEED_BYTES;
    size_t length = (size_t)at[0] + at[1] % (MAX_NAME - 255 + 1), left = size - SEED_BYTES - 2;
    length = length < left ? length : left;
    memcpy(wanted, at + 2, length);
    world_accounts(at + 2 + length, left - length);
    const char *missing = find_user(wanted, &user);
    if (!missing && (user.group_count > MAX_GROUPS || strncmp(user.home, "HOME=", 5)))
        broken("a user that cannot be");
    world_finish();
    state_restore();
    return 0;
}
