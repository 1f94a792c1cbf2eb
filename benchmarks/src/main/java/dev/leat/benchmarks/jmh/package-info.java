/**
 * Measures the parts of the engine one by one, with JMH.
 */
@NullMarked
package dev.leat.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
