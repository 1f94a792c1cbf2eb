#!/usr/bin/env bash
# limit: 600 s
# FA1 FA2 FA3: the system calls of accepting fail, injected by strace; and what an echoed message costs in them.
source reliability/lib.sh

needs strace
tests engine InjectedAcceptErrorTests,EchoCostTests
