/* The built-in program `unpack`: the files of a tar archive on stdin, into the box. */
#ifndef UNPACK_H
#define UNPACK_H

/*
 * unpack [-p] [-s] [-o UID:GID] members|file|directory|contents TARGET [NAME]
 *
 * What the words say of the archive is in target.h. -p: owners as in the archive; -o: these; else the one that runs it. -s:
 * set-user-id and set-group-id bits too. Answers the exit status: 0, or 1 after one line on stderr.
 */
int unpack_main(int count, char **arguments);

#endif
