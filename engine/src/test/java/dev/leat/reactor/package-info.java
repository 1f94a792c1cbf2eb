/**
 * Tests of the reactor, over real sockets and over a simulated network; those of the
 * contract of a connection over both, and over TLS.
 */
@NullMarked
package dev.leat.reactor;

import org.jspecify.annotations.NullMarked;
