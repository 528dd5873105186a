/*
 * Included before anything else when the agent's sources are compiled for the fuzzer: what reaches beyond the agent becomes a
 * function of world.c. The system's own declarations are renamed along with the calls, so the types are checked.
 */
#ifndef NAMES_H
#define NAMES_H

#define read world_read
#define write world_write
#define poll world_poll
#define ppoll world_ppoll
#define kill world_kill
#define wait4 world_wait4
#define waitid world_waitid
#define socket world_socket
#define connect world_connect
#define getsockopt world_getsockopt
#define open world_open
#define fstatat world_fstatat
#define mmap world_mmap
#define munmap world_munmap
#define _exit world_exit

#endif
