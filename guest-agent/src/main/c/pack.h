/* The built-in program `pack`: a file of the box, with all that is in it, as a tar archive on stdout. */
#ifndef PACK_H
#define PACK_H

/*
 * pack [-L] PATH NAME
 *
 * NAME stands in the archive for PATH. Links on the way to PATH are followed, and PATH itself with -L. Sockets are left
 * out, and of file systems like /proc that are met below PATH all but their directory. Answers the exit status: 0, or 1
 * after one line on stderr.
 */
int pack_main(int count, char **arguments);

#endif
