/**
 * Frames on top of the reactor: a {@link dev.leat.codec.FrameDecoder} cuts the bytes of a
 * connection into frames, a {@link dev.leat.codec.FrameEncoder} writes them, and
 * {@link dev.leat.codec.Framing} makes a handler of the two. The package stands on the
 * public types of {@link dev.leat.reactor}, which knows nothing of it.
 */
@NullMarked
package dev.leat.codec;

import org.jspecify.annotations.NullMarked;
