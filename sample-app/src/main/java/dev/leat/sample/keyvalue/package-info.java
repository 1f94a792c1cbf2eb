/**
 * A key-value server that Redis clients can talk to. Its
 * {@link dev.leat.sample.keyvalue.Commands} are plain code over a
 * {@link dev.leat.sample.keyvalue.Store}; only the handler knows connections.
 */
@NullMarked
package dev.leat.sample.keyvalue;

import org.jspecify.annotations.NullMarked;
