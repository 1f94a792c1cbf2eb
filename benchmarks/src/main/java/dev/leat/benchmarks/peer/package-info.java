/**
 * The servers that are compared, each run as a process of its own by
 * {@code dev.leat.benchmarks.peer.Peers <peer> <workload>}: it says {@code ready <port>}
 * on its standard output when it listens, answers {@code stats} on its standard input,
 * and ends with that input.
 */
@NullMarked
package dev.leat.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
