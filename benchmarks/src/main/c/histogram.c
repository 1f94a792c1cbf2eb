#include "histogram.h"

#include <inttypes.h>
#include <stdio.h>

/* The middle of a cell. */
static uint64_t value_of(uint64_t cell) {
  uint64_t shift = cell < 2 * HALF ? 0 : cell / HALF - 1;
  return ((cell - shift * HALF) << shift) + ((UINT64_C(1) << shift) >> 1);
}

void histogram_print(const struct histogram *h) {
  const char *comma = "";
  putchar('[');
  for (uint64_t cell = 0; cell < CELLS; cell++) {
    if (h->counts[cell]) {
      printf("%s[%" PRIu64 ",%" PRIu64 "]", comma, value_of(cell), h->counts[cell]);
      comma = ",";
    }
  }
  putchar(']');
}
