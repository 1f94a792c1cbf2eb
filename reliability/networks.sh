#!/usr/bin/env bash
# limit: 300 s
# FA6 FA9: the queue of connects overflows, there is no IPv6; in a network namespace of its own.
source reliability/lib.sh

needs_root
needs unshare ip
tests engine LoneNetworkTests
