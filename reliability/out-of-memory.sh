#!/usr/bin/env bash
# limit: 600 s
# FA1 FA4 FB6 FE2: child processes that run out of descriptors, heap, direct memory, metaspace and threads.
source reliability/lib.sh

needs prlimit
tests engine OutOfMemoryTests,DescriptorLimitTests,WriteFloodTests
