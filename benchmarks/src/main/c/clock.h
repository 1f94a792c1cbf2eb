/* The time and the CPU's time, in nanoseconds. */
#ifndef LEAT_CLOCK_H
#define LEAT_CLOCK_H

#include <stdint.h>
#include <time.h>

#define SECOND UINT64_C(1000000000)

static inline uint64_t clock_nanos(clockid_t id) {
  struct timespec t;
  return clock_gettime(id, &t) ? 0 : (uint64_t)t.tv_sec * SECOND + (uint64_t)t.tv_nsec;
}

static inline uint64_t now(void) { return clock_nanos(CLOCK_MONOTONIC); }

#endif
