/* The one way to end early: a line on standard error, and exit code 1. */
#ifndef LEAT_FAIL_H
#define LEAT_FAIL_H

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define fail(...) (fprintf(stderr, __VA_ARGS__), fputc('\n', stderr), exit(1))

/* For a call of the system that answered less than 0. */
#define check(result, what) ((result) < 0 ? fail("%s: %s", what, strerror(errno)) : (void)0)

#endif
