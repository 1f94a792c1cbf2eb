/* One connection to the server, plain or TLS. Both calls give the bytes moved, or one of the negative answers. */
#ifndef LEAT_CHANNEL_H
#define LEAT_CHANNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { BLOCKED = -1, ENDED = -2 };

struct channel {
  int fd;
  void *tls;
};

/*
 * Begins to connect to a port of 127.0.0.1, without waiting. The number chooses the local address within 127/8, so
 * that ports do not run out.
 */
struct channel channel_open(int port, unsigned number);

/* The same, waits for it, and shakes hands where TLS is asked for. */
struct channel channel_connect(int port, unsigned number, bool tls);

ssize_t channel_read(struct channel *c, void *bytes, size_t count);
ssize_t channel_write(struct channel *c, const void *bytes, size_t count);

/* Whether there are bytes that the socket does not know of. */
bool channel_holds_bytes(const struct channel *c);

#endif
