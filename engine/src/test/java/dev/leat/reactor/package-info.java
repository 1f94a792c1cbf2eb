/**
 * Tests of the reactor, over real sockets and over a simulated network.
 */
@NullMarked
package dev.leat.reactor;

import org.jspecify.annotations.NullMarked;
