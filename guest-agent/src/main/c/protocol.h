/* The numbers of docs/protocol.md; Protocol.java holds the same and a test compares them. */
#ifndef PROTOCOL_H
#define PROTOCOL_H

#define PROTOCOL_VERSION 1
#define PROTOCOL_MAGIC 0x48435448u
#define PROTOCOL_PORT_NAME "hutch.agent"

#define HEADER_BYTES 12
#define MAX_PAYLOAD 65536
#define MAX_FRAME (HEADER_BYTES + MAX_PAYLOAD)
#define WINDOW 262144
#define CREDIT_QUANTUM (WINDOW / 4)
#define MAX_CHANNELS 256
#define MAX_MESSAGE 512
#define MAX_ARGUMENTS 4096
#define MAX_ENVIRONMENT 4096
#define MAX_SIGNAL 64
#define MAX_GRACE_MILLIS 600000
#define MAX_HOST_NAME 63
#define MAX_LIMITS 16
#define MAX_RESOURCE 15
#define LIMIT_BYTES 17
#define MAX_KEPT 32
#define KEPT_BYTES 65536

#define HELLO_BYTES 80
#define HELLO_RELEASE_BYTES 64
#define WELCOME_BYTES 24
#define MAX_ENTROPY 64
#define CLOCK_BYTES 8
#define OPENED_BYTES 24
#define EXIT_BYTES 40
#define FAILED_BYTES 8
#define ATTACH_BYTES 12
#define STATS_BYTES 120
#define CONNECT_BYTES 8
#define KEPT_ENTRY_BYTES 56
#define PROCESS_BYTES 50
#define MAX_COMMAND_LINE 4096
#define KEPT_ANSWER_BYTES 8

enum frame_type {
    HELLO = 1, WELCOME = 2, FAULT = 3, CLOCK = 4,
    OPEN = 16, OPENED = 17, FAILED = 18, DATA = 19, END = 20, CREDIT = 21, SIGNAL = 22, EXIT = 23, RESET = 24, CLOSED = 25,
    RESIZE = 26, KEEP = 27, KEPT = 28,
};

enum stream { STDIN = 0, STDOUT = 1, STDERR = 2 };

enum operation { EXEC = 1, SHUTDOWN = 2, ATTACH = 3, COMMANDS = 4, STATS = 5, CONNECT = 6 };

enum exec_flag {
    EXEC_NO_STDIN = 1, EXEC_MERGE_STDERR = 2, EXEC_TERMINAL = 4, EXEC_USER = 8, EXEC_LIMITS = 16, EXEC_KEEP = 32,
    EXEC_BUILTIN = 64,
};

enum attach_flag { ATTACH_NO_STDIN = 1, ATTACH_NO_FOLLOW = 2, ATTACH_FORGET = 4, ATTACH_HOLD = 8 };

enum exit_kind { EXITED = 1, SIGNALED = 2, RUNNING = 3 };

enum exit_flag { EXIT_OUTPUT_CUT = 1 };

enum step {
    STEP_REQUEST = 1, STEP_RESOURCES = 2, STEP_ROOT = 3, STEP_USER = 4, STEP_DIRECTORY = 5, STEP_PROGRAM = 6, STEP_STREAM = 8, STEP_CONNECT = 9,
};

#endif
