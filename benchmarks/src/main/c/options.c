#include "options.h"

#include <getopt.h>

#include "fail.h"

static const struct option names[] = {
    {"port", required_argument, 0, 'p'},    {"connections", required_argument, 0, 'c'},
    {"size", required_argument, 0, 's'},    {"in-flight", required_argument, 0, 'f'},
    {"warm-up", required_argument, 0, 'w'}, {"seconds", required_argument, 0, 't'},
    {"server", required_argument, 0, 'S'},  {"cores", required_argument, 0, 'C'},
    {0, 0, 0, 0}};

static void usage(void) {
  fail("usage: load echo|framed|tls|close|idle --port P [--connections 64] [--size 64] [--in-flight 1]\n"
       "            [--warm-up 1] [--seconds 1] [--server PID] [--cores A,B]");
}

static void set(struct options *o, int name) {
  switch (name) {
    case 'p': o->port = atoi(optarg); break;
    case 'c': o->connections = atoi(optarg); break;
    case 's': o->size = (size_t)atol(optarg); break;
    case 'f': o->in_flight = (size_t)atol(optarg); break;
    case 'w': o->warm_up = atof(optarg); break;
    case 't': o->seconds = atof(optarg); break;
    case 'S': o->server = (pid_t)atol(optarg); break;
    case 'C':
      if (sscanf(optarg, "%d,%d", &o->cores[0], &o->cores[1]) != 2) usage();
      break;
    default: usage();
  }
}

struct options options_parse(int argc, char **argv) {
  struct options o = {.connections = 64, .size = 64, .in_flight = 1, .warm_up = 1, .seconds = 1, .cores = {-1, -1}};
  if (argc < 2) usage();
  o.mode = argv[1];
  o.framed = !strcmp(o.mode, "framed");
  o.tls = !strcmp(o.mode, "tls");
  for (int name; (name = getopt_long(argc - 1, argv + 1, "", names, 0)) != -1;) set(&o, name);
  if (o.port <= 0 || o.connections <= 0 || !o.size || !o.in_flight) usage();
  return o;
}
