/* The time in which is measured: begins after the warm-up, counts, and prints what it has seen. */
#ifndef LEAT_WINDOW_H
#define LEAT_WINDOW_H

#include <stdbool.h>

#include "clock.h"
#include "histogram.h"
#include "options.h"

struct cpu {
  uint64_t server, own, all; /* nanoseconds; all is of everybody on the watched cores, with what their host took away */
};

struct window {
  int cores[2]; /* watched; the first is negative for the whole machine */
  uint64_t begin, end;
  bool open;
  uint64_t messages;
  clockid_t server;
  bool has_server;
  struct cpu at_begin;
  struct histogram latency;
};

void window_plan(struct window *w, const struct options *o);

/* Opens the window when it is time; false when its time is over. */
bool window_tick(struct window *w, uint64_t time);

static inline void window_record(struct window *w, uint64_t nanos) {
  if (w->open) {
    w->messages++;
    histogram_record(&w->latency, nanos);
  }
}

/* One line of JSON, for the time up to now. */
void window_print(const struct window *w, uint64_t time);

#endif
