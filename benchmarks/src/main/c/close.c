#include <sys/epoll.h>
#include <unistd.h>

#include "channel.h"
#include "fail.h"
#include "modes.h"
#include "pattern.h"
#include "window.h"

enum { EVENTS = 1024, PATIENCE_SECONDS = 10 };

/* Connecting, until the message is sent; then waiting for its answer. */
struct visit {
  struct channel channel;
  unsigned number;
  uint64_t began;
  bool sent;
  size_t received;
};

static const struct options *options;
static struct pattern pattern;
static struct window window;
static int poller;
static unsigned visits;
static int open_visits;
static bool ending; /* no visit follows the last */

static void begin(struct visit *v) {
  struct epoll_event e = {.events = EPOLLOUT, .data.ptr = v};
  *v = (struct visit){.number = visits++, .began = now()};
  open_visits++;
  v->channel = channel_open(options->port, v->number);
  check(epoll_ctl(poller, EPOLL_CTL_ADD, v->channel.fd, &e), "epoll_ctl");
}

static const unsigned char *message(const struct visit *v) {
  return pattern_at(&pattern, pattern_start(&pattern, v->number), 0);
}

static void say(struct visit *v) {
  struct epoll_event e = {.events = EPOLLIN, .data.ptr = v};
  if (channel_write(&v->channel, message(v), options->size) != (ssize_t)options->size)
    fail("visit %u could not send its message: %s", v->number, strerror(errno));
  v->sent = true;
  check(epoll_ctl(poller, EPOLL_CTL_MOD, v->channel.fd, &e), "epoll_ctl");
}

static void hear(struct visit *v) {
  unsigned char bytes[options->size];
  ssize_t count = channel_read(&v->channel, bytes, options->size - v->received);
  if (count == BLOCKED) return;
  if (count == ENDED) fail("the server ended visit %u before it had answered", v->number);
  if (memcmp(bytes, message(v) + v->received, (size_t)count)) fail("visit %u got other bytes than it sent", v->number);
  v->received += (size_t)count;
  if (v->received < options->size) return;
  close(v->channel.fd);
  open_visits--;
  window_record(&window, now() - v->began);
  if (!ending) begin(v);
}

static uint64_t turn(void) {
  struct epoll_event events[EVENTS];
  int count = epoll_wait(poller, events, EVENTS, PATIENCE_SECONDS * 1000);
  if (!count) fail("the server answered nothing for %d s", PATIENCE_SECONDS);
  for (int i = 0; i < count; i++) {
    struct visit *v = events[i].data.ptr;
    if (v->sent) hear(v);
    else say(v);
  }
  return now();
}

void close_run(const struct options *o) {
  options = o;
  pattern = pattern_make(o->size, false, 1);
  poller = epoll_create1(0);
  check(poller, "epoll_create1");
  window_plan(&window, o);
  struct visit *all = calloc((size_t)o->connections, sizeof *all);
  for (int i = 0; i < o->connections; i++) begin(&all[i]);
  window_tick(&window, now());
  while (window_tick(&window, turn())) continue;
  window_print(&window, now());
  fflush(stdout);
  ending = true;
  while (open_visits) turn();
}
