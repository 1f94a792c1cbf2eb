/**
 * A chat over lines of text: what one member says, all hear.
 */
@NullMarked
package dev.leat.sample.chat;

import org.jspecify.annotations.NullMarked;
