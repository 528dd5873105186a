#include "state.h"

#include <stdlib.h>

#include "world.h"

/* Sections that the Makefile makes of the agent's, and whose ends the linker names. */
extern uint8_t __start_agent_data[], __stop_agent_data[], __start_agent_bss[], __stop_agent_bss[];

static uint8_t *data;

/* Not memcpy: between the variables lie the sanitizer's forbidden zones. */
static void copy(void *to, const void *from, size_t size) {
    __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(size) : : "memory");
}

static void clear(void *to, size_t size) {
    __asm__ volatile("rep stosb" : "+D"(to), "+c"(size) : "a"(0) : "memory");
}

void state_remember(void) {
    if (data)
        return;
    size_t size = (size_t)(__stop_agent_data - __start_agent_data);
    data = malloc(size);
    if (!data)
        broken("no memory");
    copy(data, __start_agent_data, size);
}

void state_restore(void) {
    copy(__start_agent_data, data, (size_t)(__stop_agent_data - __start_agent_data));
    clear(__start_agent_bss, (size_t)(__stop_agent_bss - __start_agent_bss));
}
