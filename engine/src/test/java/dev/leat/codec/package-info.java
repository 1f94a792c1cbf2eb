/**
 * Tests of the codecs, over a fake connection and over real sockets.
 */
@NullMarked
package dev.leat.codec;

import org.jspecify.annotations.NullMarked;
