/**
 * The reactor: event loops, the acceptor and connections with ordered writes. A
 * {@link dev.leat.reactor.LeatServer} binds a port, an
 * {@link dev.leat.reactor.EventLoopGroup} supplies the threads, and a
 * {@link dev.leat.reactor.ConnectionHandler} gets the bytes. Everything that is not
 * public is internal to this package.
 */
@NullMarked
package dev.leat.reactor;

import org.jspecify.annotations.NullMarked;
