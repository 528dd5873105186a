#ifndef PORT_H
#define PORT_H

/* Opens the virtio-console port that carries the link, waiting for it to appear. Dies where it does not. */
int open_port(void);

/* Connects to a unix socket instead, in tests. Dies where it cannot. */
int open_test_socket(const char *path);

#endif
