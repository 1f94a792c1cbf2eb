/*
 * Counts of latencies. As in an HdrHistogram of 3 significant digits, the cells are 1 ns wide below 2048 ns and
 * double their width with each doubling of the value; the highest holds whatever is above.
 */
#ifndef LEAT_HISTOGRAM_H
#define LEAT_HISTOGRAM_H

#include <stdint.h>

enum { HALF = 1024, OCTAVES = 30, CELLS = (OCTAVES + 2) * HALF };

struct histogram {
  uint64_t counts[CELLS];
};

static inline void histogram_record(struct histogram *h, uint64_t nanos) {
  unsigned shift = nanos < 2 * HALF ? 0 : 53 - (unsigned)__builtin_clzll(nanos);
  uint64_t cell = shift > OCTAVES ? CELLS - 1 : shift * HALF + (nanos >> shift);
  h->counts[cell]++;
}

/* Prints the cells that are not empty as a JSON array of [nanoseconds, count]. */
void histogram_print(const struct histogram *h);

#endif
