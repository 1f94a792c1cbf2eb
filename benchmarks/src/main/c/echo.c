#include <sys/epoll.h>

#include "channel.h"
#include "fail.h"
#include "modes.h"
#include "pattern.h"
#include "window.h"

enum { EVENTS = 1024, READ_SIZE = 1 << 20, PATIENCE_SECONDS = 10 };

/* Positions are counted in bytes of the connection's stream. */
struct connection {
  struct channel channel;
  size_t start;
  uint64_t granted, sent, received;
  uint64_t *sent_at; /* for each message in flight */
  bool wants_write;
};

static const struct options *options;
static struct pattern pattern;
static struct window window;
static struct connection *connections;
static int poller;
static bool ending; /* nothing more is granted */
static uint64_t last_progress;

static void watch(struct connection *c, int operation, bool write) {
  struct epoll_event e = {.events = EPOLLIN | (write ? EPOLLOUT : 0), .data.ptr = c};
  c->wants_write = write;
  check(epoll_ctl(poller, operation, c->channel.fd, &e), "epoll_ctl");
}

static void lost(const struct connection *c) {
  fail("the server ended connection %td, of which %llu of %llu bytes had come back", c - connections,
       (unsigned long long)c->received, (unsigned long long)c->sent);
}

static void send_granted(struct connection *c) {
  bool blocked = false;
  while (c->sent < c->granted && !blocked) {
    size_t count = c->granted - c->sent;
    ssize_t moved = channel_write(&c->channel, pattern_at(&pattern, c->start, c->sent), count);
    if (moved == ENDED) lost(c);
    if (moved == BLOCKED) blocked = true;
    else c->sent += (size_t)moved;
  }
  if (blocked != c->wants_write) watch(c, EPOLL_CTL_MOD, blocked);
}

static void grant(struct connection *c, uint64_t messages, uint64_t time) {
  uint64_t first = c->granted / pattern.message;
  for (uint64_t i = first; i < first + messages; i++) c->sent_at[i % options->in_flight] = time;
  c->granted += messages * pattern.message;
}

/* A window of frames goes out in one write when the one before it has come back; plain messages go one for one. */
static void grant_more(struct connection *c, uint64_t answered, uint64_t time) {
  if (ending) return;
  if (!pattern.framed) grant(c, answered, time);
  else if (c->received == c->granted) grant(c, options->in_flight, time);
}

static void take(struct connection *c, size_t count, uint64_t time) {
  uint64_t first = c->received / pattern.message;
  c->received += count;
  uint64_t end = c->received / pattern.message;
  for (uint64_t i = first; i < end; i++) window_record(&window, time - c->sent_at[i % options->in_flight]);
  last_progress = time;
  if (end > first) grant_more(c, end - first, time);
}

static void receive(struct connection *c) {
  static unsigned char bytes[READ_SIZE];
  do {
    ssize_t count = channel_read(&c->channel, bytes, sizeof bytes);
    if (count == BLOCKED) return;
    if (count == ENDED) lost(c);
    if (c->received + (size_t)count > c->sent) fail("the server answered more than it was sent");
    if (!pattern_matches(&pattern, c->start, c->received, bytes, (size_t)count))
      fail("connection %td got other bytes than it sent, after %llu", c - connections, (unsigned long long)c->received);
    take(c, (size_t)count, now());
  } while (channel_holds_bytes(&c->channel));
}

static uint64_t turn(void) {
  struct epoll_event events[EVENTS];
  int count = epoll_wait(poller, events, EVENTS, 100);
  uint64_t time = now();
  for (int i = 0; i < count; i++) {
    struct connection *c = events[i].data.ptr;
    if (events[i].events & ~(uint32_t)EPOLLOUT) receive(c);
    if (c->sent < c->granted || c->wants_write) send_granted(c);
  }
  if (time > last_progress + PATIENCE_SECONDS * SECOND) fail("the server answered nothing for %d s", PATIENCE_SECONDS);
  return time;
}

static void open_all(void) {
  connections = calloc((size_t)options->connections, sizeof *connections);
  for (int i = 0; i < options->connections; i++) {
    struct connection *c = &connections[i];
    c->channel = channel_connect(options->port, (unsigned)i, options->tls);
    c->start = pattern_start(&pattern, (size_t)i);
    c->sent_at = calloc(options->in_flight, sizeof *c->sent_at);
    watch(c, EPOLL_CTL_ADD, false);
  }
}

static bool all_back(void) {
  for (int i = 0; i < options->connections; i++) {
    if (connections[i].received < connections[i].granted) return false;
  }
  return true;
}

void echo_run(const struct options *o) {
  options = o;
  pattern = pattern_make(o->size, o->framed, o->in_flight);
  poller = epoll_create1(0);
  check(poller, "epoll_create1");
  open_all();
  window_plan(&window, o);
  last_progress = now();
  for (int i = 0; i < o->connections; i++) {
    grant(&connections[i], o->in_flight, now());
    send_granted(&connections[i]);
  }
  window_tick(&window, now());
  while (window_tick(&window, turn())) continue;
  window_print(&window, now());
  fflush(stdout);
  ending = true;
  while (!all_back()) turn();
}
