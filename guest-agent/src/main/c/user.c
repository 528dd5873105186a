#include "user.h"

#include <limits.h>
#include <stdbool.h>
#include <string.h>

#include "accounts.h"

static char name[256], home[PATH_MAX];

static bool is_wanted(const char *wanted, char **fields) {
    uint32_t number, own;
    return !strcmp(fields[0], wanted)
           || (account_number(wanted, &number) && account_number(fields[2], &own) && number == own);
}

static void set_home(const char *directory) {
    static const char variable[] = "HOME=";
    size_t length = strlen(directory);
    if (!length || length + sizeof variable > sizeof home) {
        directory = "/";
        length = 1;
    }
    memcpy(home, variable, sizeof variable - 1);
    memcpy(home + sizeof variable - 1, directory, length + 1);
}

static bool find_account(const char *wanted, struct user *user) {
    char *fields[MAX_FIELDS];
    bool found = false;
    accounts_open("/etc/passwd");
    /* To the end, which closes the file. */
    while (accounts_next(fields, 6)) {
        if (found || !is_wanted(wanted, fields) || strlen(fields[0]) >= sizeof name)
            continue;
        if (!account_number(fields[2], &user->user) || !account_number(fields[3], &user->group))
            continue;
        found = true;
        strcpy(name, fields[0]);
        set_home(fields[5]);
    }
    return found;
}

static bool find_group(const char *wanted, struct user *user) {
    char *fields[MAX_FIELDS];
    bool found = false;
    accounts_open("/etc/group");
    while (accounts_next(fields, 3)) {
        if (!found && is_wanted(wanted, fields))
            found = account_number(fields[2], &user->group);
    }
    return found || account_number(wanted, &user->group);
}

static bool is_member(const char *members) {
    size_t length = strlen(name);
    while (*members) {
        size_t run = strcspn(members, ",");
        if (run == length && !memcmp(members, name, length))
            return true;
        members += run + (members[run] == ',');
    }
    return false;
}

static void find_own_groups(struct user *user) {
    char *fields[MAX_FIELDS];
    accounts_open("/etc/group");
    while (accounts_next(fields, 4)) {
        uint32_t number;
        if (user->group_count < MAX_GROUPS && is_member(fields[3]) && account_number(fields[2], &number))
            user->groups[user->group_count++] = number;
    }
}

const char *find_user(const char *wanted, struct user *user) {
    char user_part[256];
    size_t length = strcspn(wanted, ":");
    const char *group_part = wanted + length + (wanted[length] == ':');
    if (length >= sizeof user_part)
        return "no such user in the box:";
    memcpy(user_part, wanted, length);
    user_part[length] = 0;
    if (!length)
        strcpy(user_part, "0");
    name[0] = 0;
    *user = (struct user){.home = home};
    set_home("/");
    if (!find_account(user_part, user) && !account_number(user_part, &user->user))
        return "no such user in the box:";
    if (*group_part)
        return find_group(group_part, user) ? 0 : "no such group in the box:";
    if (name[0])
        find_own_groups(user);
    return 0;
}
