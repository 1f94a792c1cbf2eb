#include "pattern.h"

#include <arpa/inet.h>
#include <string.h>

#include "fail.h"

enum { LEAST_PERIOD = 128 * 1024, LENGTH_FIELD = 4, STRIDE = 7919 };

static bool is_prime(size_t n) {
  for (size_t d = 2; d * d <= n; d++) {
    if (n % d == 0) return false;
  }
  return n > 1;
}

static size_t messages_in_period(size_t message) {
  size_t count = LEAST_PERIOD / message + 5;
  while (!is_prime(count) || count == STRIDE) count++;
  return count;
}

static void fill(unsigned char *bytes, size_t count) {
  uint64_t x = UINT64_C(0x9e3779b97f4a7c15);
  for (size_t i = 0; i < count; i++) {
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    bytes[i] = (unsigned char)(x >> 32);
  }
}

static void put_lengths(const struct pattern *p) {
  uint32_t length = htonl((uint32_t)(p->message - LENGTH_FIELD));
  for (size_t at = 0; at < p->period; at += p->message) memcpy(p->bytes + at, &length, sizeof length);
}

struct pattern pattern_make(size_t payload, bool framed, size_t window) {
  struct pattern p = {.message = payload + (framed ? LENGTH_FIELD : 0), .framed = framed};
  p.period = p.message * messages_in_period(p.message);
  p.room = p.message * window;
  p.bytes = malloc(p.period + p.room);
  if (!p.bytes) fail("no memory for the pattern");
  fill(p.bytes, p.period);
  if (framed) put_lengths(&p);
  for (size_t i = 0; i < p.room; i++) p.bytes[p.period + i] = p.bytes[i];
  return p;
}

size_t pattern_start(const struct pattern *p, size_t connection) {
  size_t unit = p->framed ? p->message : 1;
  return connection * STRIDE % (p->period / unit) * unit;
}

bool pattern_matches(const struct pattern *p, size_t start, uint64_t position, const unsigned char *bytes, size_t count) {
  while (count) {
    size_t part = count < p->room ? count : p->room;
    if (memcmp(bytes, pattern_at(p, start, position), part)) return false;
    bytes += part;
    position += part;
    count -= part;
  }
  return true;
}
