#define _GNU_SOURCE
#include "channel.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fail.h"
#include "tls.h"

enum { LOCAL_ADDRESSES = 250 };

static struct sockaddr_in loopback(unsigned last, int port) {
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  a.sin_addr.s_addr = htonl(UINT32_C(0x7f000000) + last);
  return a;
}

struct channel channel_open(int port, unsigned number) {
  int one = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  check(fd, "socket");
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
  struct sockaddr_in from = loopback(2 + number % LOCAL_ADDRESSES, 0), to = loopback(1, port);
  check(bind(fd, (struct sockaddr *)&from, sizeof from), "bind");
  if (connect(fd, (struct sockaddr *)&to, sizeof to) && errno != EINPROGRESS) check(-1, "connect");
  return (struct channel){.fd = fd};
}

struct channel channel_connect(int port, unsigned number, bool tls) {
  struct channel c = channel_open(port, number);
  struct pollfd wait = {.fd = c.fd, .events = POLLOUT};
  int error = 0;
  socklen_t size = sizeof error;
  if (poll(&wait, 1, 10000) != 1) fail("the server did not accept within 10 s");
  getsockopt(c.fd, SOL_SOCKET, SO_ERROR, &error, &size);
  if (error) fail("connect: %s", strerror(error));
  if (tls) c.tls = tls_connect(c.fd);
  return c;
}

static ssize_t outcome(ssize_t moved) {
  if (moved >= 0) return moved ? moved : ENDED;
  return errno == EAGAIN ? BLOCKED : ENDED;
}

ssize_t channel_read(struct channel *c, void *bytes, size_t count) {
  return c->tls ? tls_read(c->tls, bytes, count) : outcome(read(c->fd, bytes, count));
}

ssize_t channel_write(struct channel *c, const void *bytes, size_t count) {
  return c->tls ? tls_write(c->tls, bytes, count) : outcome(send(c->fd, bytes, count, MSG_NOSIGNAL));
}

bool channel_holds_bytes(const struct channel *c) { return c->tls && tls_holds_bytes(c->tls); }
