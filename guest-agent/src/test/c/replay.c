/* Gives a target the files that are named, one after the other: the corpus as a test, where there is no fuzzer. */
#include <stdio.h>

#include "target.h"

#define LARGEST_INPUT 65536

static int replay(const char *path) {
    static uint8_t input[LARGEST_INPUT];
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        return 1;
    }
    size_t size = fread(input, 1, sizeof input, file);
    fclose(file);
    fprintf(stderr, "%s\n", path);
    LLVMFuzzerTestOneInput(input, size);
    return 0;
}

int main(int count, char **paths) {
    int failed = 0;
    for (int i = 1; i < count; i++)
        failed |= replay(paths[i]);
    printf("%d inputs\n", count - 1);
    return failed;
}
