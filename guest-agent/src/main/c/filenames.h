/* Operations of `files` on what has a path. Each answers 0 or an errno. */
#ifndef FILENAMES_H
#define FILENAMES_H

#include "filehandles.h"

int file_stat(const struct file_request *request, struct file_answer *answer);
int file_readlink(const struct file_request *request, struct file_answer *answer);
int file_mkdir(const struct file_request *request, struct file_answer *answer);
int file_remove(const struct file_request *request, struct file_answer *answer);
int file_rename(const struct file_request *request, struct file_answer *answer);
int file_symlink(const struct file_request *request, struct file_answer *answer);
int file_link(const struct file_request *request, struct file_answer *answer);
int file_chmod(const struct file_request *request, struct file_answer *answer);
int file_chown(const struct file_request *request, struct file_answer *answer);
int file_utime(const struct file_request *request, struct file_answer *answer);
int file_realpath(const struct file_request *request, struct file_answer *answer);
int file_access(const struct file_request *request, struct file_answer *answer);
int file_statfs(const struct file_request *request, struct file_answer *answer);

#endif
