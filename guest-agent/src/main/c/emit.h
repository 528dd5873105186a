#ifndef EMIT_H
#define EMIT_H

/* Says what channels owe, as far as the link has room. Credit and final frames come after the output they follow. */
void emit_owed(void);

#endif
