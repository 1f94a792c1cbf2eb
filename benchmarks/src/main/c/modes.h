/* What can be done to a server. Each returns when it is over, and ends the process when the server errs. */
#ifndef LEAT_MODES_H
#define LEAT_MODES_H

#include "options.h"

/* Messages to and fro, plain, framed or over TLS, with a fixed number in flight on each connection. */
void echo_run(const struct options *o);

/* Connect, one round trip, close, again and again, as many at a time as there are connections. */
void close_run(const struct options *o);

/* Connections that have been answered once and then say nothing, until standard input ends. */
void idle_run(const struct options *o);

#endif
