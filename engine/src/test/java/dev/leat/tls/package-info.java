/**
 * What the tests of TLS need: certificates that are made on the spot, and a client's side
 * over no socket.
 */
@NullMarked
package dev.leat.tls;

import org.jspecify.annotations.NullMarked;
