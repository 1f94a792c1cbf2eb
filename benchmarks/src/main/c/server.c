/*
 * The limit: an echo server with epoll, level-triggered, one thread, one read buffer of 256 KiB. What the socket does
 * not take waits in a queue of the connection, which is not read meanwhile.
 *
 * server echo|close|framed: says "ready <port>" and ends with its standard input. Framed, it cuts what it has read
 * into frames behind a length of 4 bytes, copies each into its answer, and writes the answers of one read at once.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fail.h"

enum { BUFFER = 256 * 1024, EVENTS = 1024, LENGTH_FIELD = 4, BACKLOG = 4096 };

struct bytes {
  unsigned char *at;
  size_t length;
};

struct connection {
  int fd;
  struct bytes part;    /* of a frame that has not come whole */
  struct bytes waiting; /* to be written */
};

static bool framed;
static int poller, listener;
static unsigned char input[BUFFER], answer[BUFFER];

static void watch(int operation, int fd, uint32_t events, void *data) {
  struct epoll_event e = {.events = events, .data.ptr = data};
  check(epoll_ctl(poller, operation, fd, &e), "epoll_ctl");
}

static void keep(struct bytes *kept, const unsigned char *at, size_t length) {
  unsigned char *copy = length ? malloc(length) : NULL;
  if (length) memcpy(copy, at, length);
  free(kept->at);
  *kept = (struct bytes){.at = copy, .length = length};
}

static void end(struct connection *c) {
  close(c->fd);
  free(c->part.at);
  free(c->waiting.at);
  free(c);
}

static bool put(struct connection *c, const unsigned char *at, size_t length) {
  ssize_t written = length ? send(c->fd, at, length, MSG_NOSIGNAL) : 0;
  if (written < 0 && errno != EAGAIN) return false;
  size_t done = written < 0 ? 0 : (size_t)written;
  if (done < length) watch(EPOLL_CTL_MOD, c->fd, EPOLLOUT, c);
  else if (c->waiting.length) watch(EPOLL_CTL_MOD, c->fd, EPOLLIN, c);
  keep(&c->waiting, at + done, length - done);
  return true;
}

/* Copies the whole frames of the input into the answer, and tells how many bytes they are. */
static size_t answer_frames(size_t length) {
  size_t done = 0;
  uint32_t payload;
  while (length - done >= LENGTH_FIELD) {
    memcpy(&payload, input + done, LENGTH_FIELD);
    size_t frame = LENGTH_FIELD + (size_t)ntohl(payload);
    if (frame > length - done) break;
    memcpy(answer + done, input + done, frame);
    done += frame;
  }
  return done;
}

static bool receive(struct connection *c) {
  size_t kept = c->part.length;
  if (kept) memcpy(input, c->part.at, kept);
  ssize_t count = read(c->fd, input + kept, BUFFER - kept);
  if (count < 0) return errno == EAGAIN;
  if (!count) return false;
  if (!framed) return put(c, input, (size_t)count);
  size_t length = kept + (size_t)count, done = answer_frames(length);
  if (!done && length == BUFFER) fail("a frame of more than %d bytes", BUFFER - LENGTH_FIELD);
  if (kept || done < length) keep(&c->part, input + done, length - done);
  return put(c, answer, done);
}

static void accept_all(void) {
  for (int fd, one = 1; (fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0;) {
    struct connection *c = calloc(1, sizeof *c);
    c->fd = fd;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    watch(EPOLL_CTL_ADD, fd, EPOLLIN, c);
  }
}

static void command(void) {
  char ignored[256];
  if (read(STDIN_FILENO, ignored, sizeof ignored) <= 0) exit(0);
}

static void serve(struct epoll_event *event) {
  struct connection *c = event->data.ptr;
  bool alive = true;
  if (event->data.ptr == &listener) return accept_all();
  if (event->data.ptr == input) return command();
  if (c->waiting.length) alive = put(c, c->waiting.at, c->waiting.length);
  else alive = receive(c);
  if (!alive) end(c);
}

static void say_ready(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  int one = 1;
  listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  check(listener, "socket");
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  check(bind(listener, (struct sockaddr *)&address, size), "bind");
  check(listen(listener, BACKLOG), "listen");
  check(getsockname(listener, (struct sockaddr *)&address, &size), "getsockname");
  watch(EPOLL_CTL_ADD, listener, EPOLLIN, &listener);
  printf("ready %d\n", ntohs(address.sin_port));
  fflush(stdout);
}

int main(int argc, char **argv) {
  struct rlimit limit;
  struct epoll_event events[EVENTS];
  framed = argc > 1 && !strcmp(argv[1], "framed");
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  poller = epoll_create1(0);
  check(poller, "epoll_create1");
  watch(EPOLL_CTL_ADD, STDIN_FILENO, EPOLLIN, input);
  say_ready();
  for (;;) {
    int count = epoll_wait(poller, events, EVENTS, -1);
    for (int i = 0; i < count; i++) serve(&events[i]);
  }
}
