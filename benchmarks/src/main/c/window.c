#include "window.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "fail.h"

/* User, nice, system, interrupts and stolen time; not what was idled. */
static uint64_t busy_nanos(const char *times) {
  uint64_t user, nice, system, idle, wait, hard, soft, stolen;
  int found = sscanf(times, "%" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64,
                     &user, &nice, &system, &idle, &wait, &hard, &soft, &stolen);
  return found < 8 ? 0 : (user + nice + system + hard + soft + stolen) * (SECOND / (uint64_t)sysconf(_SC_CLK_TCK));
}

/* Without cores, "cpu", which is all of them. */
static bool watched(const struct window *w, const char *name) {
  int core;
  if (sscanf(name, "cpu%d", &core) != 1) return w->cores[0] < 0 && !strcmp(name, "cpu");
  return core == w->cores[0] || core == w->cores[1];
}

static uint64_t machine_nanos(const struct window *w) {
  char line[512], name[16];
  uint64_t nanos = 0;
  FILE *file = fopen("/proc/stat", "r");
  if (!file) return 0;
  while (fgets(line, sizeof line, file)) {
    if (sscanf(line, "%15s", name) == 1 && watched(w, name)) nanos += busy_nanos(line + strlen(name));
  }
  fclose(file);
  return nanos;
}

static struct cpu cpu_now(const struct window *w) {
  return (struct cpu){.server = w->has_server ? clock_nanos(w->server) : 0,
                      .own = clock_nanos(CLOCK_PROCESS_CPUTIME_ID),
                      .all = machine_nanos(w)};
}

void window_plan(struct window *w, const struct options *o) {
  memcpy(w->cores, o->cores, sizeof w->cores);
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
