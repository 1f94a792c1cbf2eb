/**
 * Shows that each peer does what the comparison expects of it.
 */
@NullMarked
package dev.leat.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
