#!/usr/bin/env bash
# limit: 300 s
# FP5: clients and health checks through a real HAProxy, plain and with TLS passed through.
source reliability/lib.sh

needs haproxy
tests engine HaproxyTests
