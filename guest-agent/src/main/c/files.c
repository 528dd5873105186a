#include "files.h"

#include <errno.h>
#include <signal.h>
#include <sys/stat.h>

#include "filestream.h"

int files_main(int count, char **arguments) {
    struct file_message request;
    enum filestream_end end;
    (void)count;
    (void)arguments;
    umask(0);
    while ((end = filestream_next(&request)) == MORE) {
        filestream_body();
        filestream_answer(ENOSYS, 0);
    }
    return end == ENDED ? 0 : 2;
}
