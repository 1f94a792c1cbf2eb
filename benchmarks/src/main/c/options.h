/* What the command line asks for. */
#ifndef LEAT_OPTIONS_H
#define LEAT_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct options {
  const char *mode;
  int port;
  int connections;
  size_t size;        /* payload of a message, in bytes */
  size_t in_flight;   /* messages of a connection that wait for their answer */
  double warm_up;     /* seconds before the window */
  double seconds;     /* length of the window */
  pid_t server;       /* whose CPU time is taken; 0: nobody's */
  int cores[2];       /* whose time is taken, whoever uses it; negative: all of the machine */
  bool framed;        /* each message behind its length, in 4 bytes, big-endian */
  bool tls;
};

struct options options_parse(int argc, char **argv);

#endif
