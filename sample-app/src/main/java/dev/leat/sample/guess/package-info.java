/**
 * A guessing game: a conversation in straight-line code, on a thread of its own.
 */
@NullMarked
package dev.leat.sample.guess;

import org.jspecify.annotations.NullMarked;
