/* TLS 1.3 of the client, by OpenSSL. Built without it (no WITH_TLS), it says so when it is asked for. */
#ifndef LEAT_TLS_H
#define LEAT_TLS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Shakes hands over a connected socket that does not block. No certificate is checked. */
void *tls_connect(int fd);
ssize_t tls_read(void *tls, void *bytes, size_t count);
ssize_t tls_write(void *tls, const void *bytes, size_t count);
bool tls_holds_bytes(void *tls);

#endif
