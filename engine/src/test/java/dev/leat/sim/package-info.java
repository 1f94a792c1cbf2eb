/**
 * A network in memory behind {@link java.nio.channels.spi.SelectorProvider}, so that
 * tests can step the real acceptor, loops and connections one turn at a time: windows
 * that fill, resets, accepts that fail, and listeners that lose their interest happen
 * when the test says so. One thread.
 */
@NullMarked
package dev.leat.sim;

import org.jspecify.annotations.NullMarked;
