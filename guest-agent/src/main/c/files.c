#include "files.h"

#include <errno.h>
#include <signal.h>
#include <sys/stat.h>

#include "filehandles.h"
#include "filenames.h"
#include "fileprotocol.h"
#include "filestream.h"

enum waiting { AT_ONCE, AS_ITS_HANDLE, MAY_WAIT };

struct operation {
    /* Of the body, as filerequest_parse takes it. */
    const char *format;
    int (*run)(const struct file_request *request, struct file_answer *answer);
    /* Can it take for ever? */
    enum waiting waiting;
    uint8_t flags;
};

static const struct operation operations[] = {
    [FILE_STAT] = {"p", file_stat, AT_ONCE, FILE_NO_FOLLOW},
    [FILE_READLINK] = {"p", file_readlink, AT_ONCE, 0},
    [FILE_LIST] = {"4", file_list, AT_ONCE, FILE_ATTRIBUTES},
    [FILE_OPEN] = {"444p", file_open, MAY_WAIT, 0},
    [FILE_READ] = {"484", file_read, AS_ITS_HANDLE, 0},
    [FILE_WRITE] = {"48b", file_write, AS_ITS_HANDLE, 0},
    [FILE_TRUNCATE] = {"48", file_truncate, AT_ONCE, 0},
    [FILE_SYNC] = {"4", file_sync, MAY_WAIT, FILE_DATA_ONLY},
    [FILE_CLOSE] = {"4", file_close, AS_ITS_HANDLE, 0},
    [FILE_FSTAT] = {"4", file_fstat, AT_ONCE, 0},
    [FILE_MKDIR] = {"4p", file_mkdir, AT_ONCE, 0},
    [FILE_REMOVE] = {"p", file_remove, AT_ONCE, 0},
    [FILE_RENAME] = {"pp", file_rename, AT_ONCE, FILE_NO_REPLACE},
    [FILE_SYMLINK] = {"pp", file_symlink, AT_ONCE, 0},
    [FILE_LINK] = {"pp", file_link, AT_ONCE, 0},
    [FILE_CHMOD] = {"4p", file_chmod, AT_ONCE, 0},
    [FILE_CHOWN] = {"44p", file_chown, AT_ONCE, FILE_NO_FOLLOW},
    [FILE_UTIME] = {"8484p", file_utime, AT_ONCE, FILE_NO_FOLLOW},
    [FILE_REALPATH] = {"p", file_realpath, AT_ONCE, 0},
    [FILE_ACCESS] = {"4p", file_access, AT_ONCE, 0},
    [FILE_STATFS] = {"p", file_statfs, AT_ONCE, 0},
    [FILE_COPY] = {"44", file_copy, MAY_WAIT, 0},
};

static const struct operation *find(uint8_t number) {
    bool known = number < sizeof operations / sizeof *operations && operations[number].run;
    return known ? &operations[number] : 0;
}

/* What was answered before must not wait with an operation that does. */
static void answer(const struct operation *operation, const struct file_request *request) {
    if (operation->waiting == MAY_WAIT || (operation->waiting == AS_ITS_HANDLE && file_may_wait(request)))
        filestream_flush();
    struct file_answer content = {.body = filestream_body()};
    int error = request->flags & ~operation->flags ? EINVAL : operation->run(request, &content);
    filestream_answer(error, content.length);
}

static enum filestream_end handle(struct file_message *message) {
    const struct operation *operation = find(message->operation);
    struct file_request request;
    if (!operation) {
        filestream_body();
        filestream_answer(ENOSYS, 0);
        return MORE;
    }
    if (!filerequest_parse(message, operation->format, &request))
        return filestream_broken("a request that is not of its operation's format");
    answer(operation, &request);
    return MORE;
}

int files_main(int count, char **arguments) {
    struct file_message message;
    enum filestream_end end;
    (void)count;
    (void)arguments;
    umask(0);
    /* An errno is what a writer beyond its limit, or to a FIFO without a reader, gets. */
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    do {
        end = filestream_next(&message);
        if (end == MORE)
            end = handle(&message);
    } while (end == MORE);
    return end == ENDED ? 0 : 2;
}
