#!/usr/bin/env bash
# limit: 300 s
# FB6 FB7 FB8 FT1 FP2: clients that send or read as little as they can, by the real clock.
source reliability/lib.sh

tests engine SlowClientsTests
