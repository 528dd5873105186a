/* The built-in program `files`: file operations asked for on standard input, answered on standard output. docs/protocol.md. */
#ifndef FILES_H
#define FILES_H

int files_main(int count, char **arguments);

#endif
