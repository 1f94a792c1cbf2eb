/*
 * The bytes that are sent and have to come back. They are random and repeat after a prime number of messages, and
 * each connection begins at another place, so that bytes of another connection or of another place differ.
 */
#ifndef LEAT_PATTERN_H
#define LEAT_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pattern {
  unsigned char *bytes; /* one period, and then room more of the next */
  size_t period;
  size_t room;
  size_t message; /* bytes of a message, its length field included */
  bool framed;
};

struct pattern pattern_make(size_t payload, bool framed, size_t window);

/* Where the stream of a connection begins. */
size_t pattern_start(const struct pattern *p, size_t connection);

/* The bytes from a place in a stream on, of which room are valid. */
static inline const unsigned char *pattern_at(const struct pattern *p, size_t start, uint64_t position) {
  return p->bytes + (start + position) % p->period;
}

bool pattern_matches(const struct pattern *p, size_t start, uint64_t position, const unsigned char *bytes, size_t count);

#endif
