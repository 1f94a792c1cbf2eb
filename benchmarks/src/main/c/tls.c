#include "tls.h"

#include "channel.h"
#include "fail.h"

#ifdef WITH_TLS

#include <openssl/ssl.h>
#include <poll.h>

static SSL_CTX *context(void) {
  static SSL_CTX *made;
  if (!made) {
    made = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_min_proto_version(made, TLS1_3_VERSION);
    // servers differ in what they prefer, and it is not the ciphers that are compared
    SSL_CTX_set_ciphersuites(made, "TLS_AES_128_GCM_SHA256");
    SSL_CTX_set_mode(made, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  }
  return made;
}

static void await(int fd, int error) {
  struct pollfd wait = {.fd = fd, .events = error == SSL_ERROR_WANT_WRITE ? POLLOUT : POLLIN};
  if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE) fail("TLS handshake: error %d", error);
  if (poll(&wait, 1, 10000) != 1) fail("no TLS handshake within 10 s");
}

void *tls_connect(int fd) {
  SSL *tls = SSL_new(context());
  SSL_set_fd(tls, fd);
  for (int done; (done = SSL_connect(tls)) != 1;) await(fd, SSL_get_error(tls, done));
  return tls;
}

static ssize_t outcome(SSL *tls, int moved) {
  if (moved > 0) return moved;
  int error = SSL_get_error(tls, moved);
  return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE ? BLOCKED : ENDED;
}

ssize_t tls_read(void *tls, void *bytes, size_t count) { return outcome(tls, SSL_read(tls, bytes, (int)count)); }

ssize_t tls_write(void *tls, const void *bytes, size_t count) {
  return outcome(tls, SSL_write(tls, bytes, (int)count));
}

bool tls_holds_bytes(void *tls) { return SSL_pending(tls) > 0; }

#else

void *tls_connect(int fd) {
  (void)fd;
  fail("this load generator was built without TLS");
  return 0;
}

ssize_t tls_read(void *tls, void *bytes, size_t count) { return (void)tls, (void)bytes, (void)count, ENDED; }

ssize_t tls_write(void *tls, const void *bytes, size_t count) { return (void)tls, (void)bytes, (void)count, ENDED; }

bool tls_holds_bytes(void *tls) { return (void)tls, false; }

#endif
