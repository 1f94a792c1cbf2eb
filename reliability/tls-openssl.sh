#!/usr/bin/env bash
# limit: 300 s
# FT3 FT4 FT10 FT11: client certificates, resumption, KeyUpdate and renegotiation with openssl s_client.
source reliability/lib.sh

needs openssl
tests engine OpensslTests
