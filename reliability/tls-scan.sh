#!/usr/bin/env bash
# limit: 600 s
# FT3: what the scanners of auditors find: nothing below TLS 1.2, no renegotiation, no compression.
source reliability/lib.sh

needs sslscan testssl
tests engine TlsScanTests
