/* The numbers of docs/protocol.md, "files"; FileOperation.java holds the same and a test compares them. */
#ifndef FILEPROTOCOL_H
#define FILEPROTOCOL_H

/* Of what follows the length of a request or an answer. */
#define MAX_MESSAGE_BYTES 65600
/* Of a file or a directory in one request or answer. */
#define MAX_BYTES 65536
#define MAX_HANDLES 64
#define ATTRIBUTES_BYTES 96
#define SPACE_BYTES 48

enum file_operation {
    FILE_STAT = 1, FILE_READLINK = 2, FILE_LIST = 3, FILE_OPEN = 4, FILE_READ = 5, FILE_WRITE = 6, FILE_TRUNCATE = 7, FILE_SYNC = 8,
    FILE_CLOSE = 9, FILE_FSTAT = 10, FILE_MKDIR = 11, FILE_REMOVE = 12, FILE_RENAME = 13, FILE_SYMLINK = 14, FILE_LINK = 15,
    FILE_CHMOD = 16, FILE_CHOWN = 17, FILE_UTIME = 18, FILE_REALPATH = 19, FILE_ACCESS = 20, FILE_STATFS = 21, FILE_COPY = 22,
};

enum file_flag { FILE_NO_FOLLOW = 1, FILE_NO_REPLACE = 2, FILE_DATA_ONLY = 4, FILE_ATTRIBUTES = 8 };

#endif
