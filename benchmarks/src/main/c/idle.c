#include <poll.h>
#include <unistd.h>

#include "channel.h"
#include "fail.h"
#include "modes.h"
#include "pattern.h"

static void round_trip(struct channel *c, const struct pattern *p, size_t start) {
  unsigned char bytes[p->message];
  struct pollfd wait = {.fd = c->fd, .events = POLLIN};
  if (channel_write(c, pattern_at(p, start, 0), p->message) != (ssize_t)p->message) fail("a message did not go out");
  for (size_t received = 0; received < p->message;) {
    if (poll(&wait, 1, 10000) != 1) fail("no answer within 10 s");
    ssize_t count = channel_read(c, bytes + received, p->message - received);
    if (count == ENDED) fail("the server ended a connection");
    if (count > 0) received += (size_t)count;
  }
  if (!pattern_matches(p, start, 0, bytes, p->message)) fail("other bytes came back than were sent");
}

void idle_run(const struct options *o) {
  struct pattern pattern = pattern_make(o->size, false, 1);
  char end;
  for (int i = 0; i < o->connections; i++) {
    struct channel c = channel_connect(o->port, (unsigned)i, o->tls);
    round_trip(&c, &pattern, pattern_start(&pattern, (size_t)i));
  }
  printf("open %d\n", o->connections);
  fflush(stdout);
  while (read(STDIN_FILENO, &end, 1) > 0) continue;
}
