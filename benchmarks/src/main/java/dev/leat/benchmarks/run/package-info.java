/**
 * Runs the cases: starts the peers, puts a load on each in turn, keeps what was measured,
 * and writes the report from it.
 */
@NullMarked
package dev.leat.benchmarks.run;

import org.jspecify.annotations.NullMarked;
