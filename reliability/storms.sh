#!/usr/bin/env bash
# limit: 600 s
# FA5 FB1 FB14 FB15 FE8: tens of thousands of clients, and millions of calls from other threads.
source reliability/lib.sh

tests engine ConnectStormTests,HostilePeerTests,WakeupStormTests
