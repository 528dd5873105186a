/* The built-in program `processes`: tells what runs in the guest, on standard output. docs/protocol.md. */
#ifndef PROCESSES_H
#define PROCESSES_H

int processes_main(int count, char **arguments);

#endif
