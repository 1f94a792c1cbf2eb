/*
 * Puts load on an echo server on 127.0.0.1, from one thread, and looks at every byte that comes back.
 * Prints one line of JSON: messages, nanoseconds, the server's, its own and the machine's CPU time, latencies.
 */
#include <sys/resource.h>

#include "fail.h"
#include "modes.h"

static void allow_descriptors(void) {
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

int main(int argc, char **argv) {
  struct options options = options_parse(argc, argv);
  allow_descriptors();
  if (!strcmp(options.mode, "close")) close_run(&options);
  else if (!strcmp(options.mode, "idle")) idle_run(&options);
  else if (!strcmp(options.mode, "echo") || options.framed || options.tls) echo_run(&options);
  else fail("no mode '%s'", options.mode);
  return 0;
}
