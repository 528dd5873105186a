/* The records of a pax extended header: `LENGTH KEY=VALUE\n`. */
#ifndef PAXIN_H
#define PAXIN_H

#include "tar.h"

/* Corrects the member by them; those of an unknown key have no effect. What is malformed ends the program. */
void paxin_apply(char *records, size_t length, struct member *member);

#endif
