#include "unpack.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "beneath.h"
#include "complain.h"
#include "newfile.h"
#include "membername.h"
#include "ownership.h"
#include "settle.h"
#include "tarin.h"
#include "target.h"

static const char usage[] = "unpack [-p] [-s] [-o UID:GID] members|file|directory|contents TARGET [NAME]";

static const char *id(const char *at, uint32_t *value) {
    uint64_t number = 0;
    if (*at < '0' || *at > '9')
        complain(usage, "an owner is two numbers", 0);
    for (; *at >= '0' && *at <= '9' && number < UINT32_MAX; at++)
        number = number * 10 + (uint64_t)(*at - '0');
    if (number >= UINT32_MAX)
        complain(usage, "an owner's number is too high", 0);
    *value = (uint32_t)number;
    return at;
}

static void set_owner(const char *text) {
    uint32_t uid, gid;
    const char *rest = id(text, &uid);
    if (*rest != ':' || *id(rest + 1, &gid))
        complain(usage, "an owner is two numbers", 0);
    owner_is(uid, gid);
}

/* Not getopt: with it come the C library's streams. Answers the first word behind the options. */
static char **read_options(char **words) {
    for (; *words && **words == '-'; words++) {
        if (!strcmp(*words, "-p"))
            owner_is_archived();
        else if (!strcmp(*words, "-s"))
            special_bits_count();
        else if (!strcmp(*words, "-o") && words[1])
            set_owner(*++words);
        else
            complain(usage, "no such option", 0);
    }
    return words;
}

static enum cargo cargo_of(const char *word) {
    static const char *const words[] = {"members", "file", "directory", "contents"};
    for (enum cargo cargo = CARGO_MEMBERS; cargo <= CARGO_CONTENTS; cargo++) {
        if (!strcmp(words[cargo], word))
            return cargo;
    }
    complain(usage, "no such kind of archive", 0);
}

static void begin(char **arguments) {
    const char *replacement = 0;
    bool is_root = false;
    char **words = read_options(arguments + 1);
    if (!words[0] || !words[1])
        complain(usage, "a word is missing", 0);
    int directory = target_open(cargo_of(words[0]), words[1], words[2] ? words[2] : "", &replacement, &is_root);
    beneath_begin(directory, is_root);
    membername_begin(replacement);
}

static void unpack(struct member *member) {
    static char path[PATH_MAX];
    membername(member->path, path);
    settle_left(path);
    /* The target's own attributes are not the archive's to change. */
    if (!*path && member->type == TAR_DIRECTORY)
        return;
    if (!*path)
        complain(member->path, "only a directory can be where the target is", 0);
    if (member->type == TAR_DIRECTORY)
        make_directory(path, member);
    else
        make_file(path, member);
}

int unpack_main(int count, char **arguments) {
    static struct member member;
    umask(0);
    (void)count;
    begin(arguments);
    while (tarin_next(&member))
        unpack(&member);
    settle_left(0);
    tarin_drain();
    return 0;
}
