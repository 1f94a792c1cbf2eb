#include "window.h"

#include <inttypes.h>
#include <unistd.h>

#include "fail.h"

/* User, nice, system, interrupts and stolen time of all cores; not what they idled. */
static uint64_t machine_nanos(void) {
  uint64_t user, nice, system, idle, wait, hard, soft, stolen;
  FILE *file = fopen("/proc/stat", "r");
  if (!file) return 0;
  int found = fscanf(file, "cpu %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64,
                     &user, &nice, &system, &idle, &wait, &hard, &soft, &stolen);
  fclose(file);
  return found < 8 ? 0 : (user + nice + system + hard + soft + stolen) * (SECOND / (uint64_t)sysconf(_SC_CLK_TCK));
}

static struct cpu cpu_now(const struct window *w) {
  return (struct cpu){.server = w->has_server ? clock_nanos(w->server) : 0,
                      .own = clock_nanos(CLOCK_PROCESS_CPUTIME_ID),
                      .all = machine_nanos()};
}

void window_plan(struct window *w, const struct options *o) {
  if (o->server) {
    w->has_server = true;
    if (clock_getcpuclockid(o->server, &w->server)) fail("no process %ld", (long)o->server);
  }
  w->begin = now() + (uint64_t)(o->warm_up * (double)SECOND);
  w->end = w->begin + (uint64_t)(o->seconds * (double)SECOND);
}

bool window_tick(struct window *w, uint64_t time) {
  if (!w->open && time >= w->begin) {
    w->open = true;
    w->begin = time;
    w->at_begin = cpu_now(w);
  }
  return time < w->end;
}

void window_print(const struct window *w, uint64_t time) {
  struct cpu cpu = cpu_now(w);
  printf("{\"messages\":%" PRIu64 ",\"nanos\":%" PRIu64 ",\"serverCpu\":%" PRIu64 ",\"ownCpu\":%" PRIu64
         ",\"machineCpu\":%" PRIu64 ",\"latency\":",
         w->messages, time - w->begin, cpu.server - w->at_begin.server, cpu.own - w->at_begin.own,
         cpu.all - w->at_begin.all);
  histogram_print(&w->latency);
  puts("}");
}
