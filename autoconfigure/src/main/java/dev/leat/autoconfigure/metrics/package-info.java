/**
 * The meters of Leat: {@link dev.leat.autoconfigure.metrics.LeatMeter} documents each,
 * and the rest binds them to the registry of the application for as long as its context
 * lives. Counting costs the loops nothing, since the meters read what the engine counts
 * anyway.
 */
@NullMarked
package dev.leat.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
