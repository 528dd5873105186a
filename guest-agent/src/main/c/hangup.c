#include "hangup.h"

#include "clock.h"
#include "session.h"

/* Time to save what is being edited. */
#define HANGUP_GRACE 2000000000ull
#define MAX_HUNG_UP 64

static struct {
    pid_t leader;
    uint64_t due;
} hung_up[MAX_HUNG_UP];

void hangup(pid_t leader) {
    for (int i = 0; i < MAX_HUNG_UP; i++) {
        if (hung_up[i].leader)
            continue;
        hung_up[i].leader = leader;
        hung_up[i].due = boottime() + HANGUP_GRACE;
        return;
    }
    session_kill(leader);
}

static void end(int i) {
    session_kill(hung_up[i].leader);
    hung_up[i].leader = 0;
}

void hangup_process_ended(pid_t process) {
    for (int i = 0; i < MAX_HUNG_UP; i++) {
        if (hung_up[i].leader == process)
            end(i);
    }
}

uint64_t hangup_due(void) {
    uint64_t due = UINT64_MAX;
    for (int i = 0; i < MAX_HUNG_UP; i++) {
        if (hung_up[i].leader && hung_up[i].due < due)
            due = hung_up[i].due;
    }
    return due;
}

static void end_until(uint64_t time) {
    for (int i = 0; i < MAX_HUNG_UP; i++) {
        if (hung_up[i].leader && hung_up[i].due <= time)
            end(i);
    }
}

void hangup_step(void) { end_until(boottime()); }

void hangup_kill(void) { end_until(UINT64_MAX); }
