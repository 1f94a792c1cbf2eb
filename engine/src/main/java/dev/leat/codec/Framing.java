package dev.leat.codec;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

import dev.leat.reactor.Connection;
import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.HandlerFactory;

/**
 * Makes a handler of a decoder and an encoder. Immutable: a method that changes a setting
 * returns another object. Any thread.
 * <p>
 * Where frames are buffers, {@link FrameHandler#onFrame} is lent a read-only view of the
 * bytes received, which nobody has copied: after the call it is dead.
 * {@link FrameConnection#send} takes what {@code onFrame} gets, from the position of the
 * buffer to its limit, and moves neither.
 *
 * @param <I> the frames that come in
 * @param <O> the frames that go out
 */
public sealed class Framing<I, O> permits LengthFieldFraming {

	private final IntFunction<? extends FrameDecoder<? extends I>> decoders;

	private final FrameEncoder<? super O> encoder;

	private final FrameLimits limits;

	Framing(IntFunction<? extends FrameDecoder<? extends I>> decoders, FrameEncoder<? super O> encoder,
			FrameLimits limits) {
		this.decoders = decoders;
		this.encoder = encoder;
		this.limits = limits;
	}

	/**
	 * Lines of text. A line ends at LF, and one CR before that does not belong to it;
	 * what follows the last LF is a line too, when the peer ends its side. Bytes that are
	 * not of the charset are replaced. A line is sent with LF behind it, so text that
	 * holds one is several lines to the peer.
	 * @param charset UTF-8, or another one in which LF is the byte 10
	 * @return the framing
	 * @throws IllegalArgumentException for a charset such as UTF-16
	 */
	public static Framing<String, String> lines(Charset charset) {
		if (!Lines.supports(charset)) {
			throw new IllegalArgumentException("Lines need a charset in which LF is the byte 10, not " + charset);
		}
		return new Framing<>((max) -> new Lines(charset, max), (line, out) -> out.put(line, charset).put('\n'),
				FrameLimits.DEFAULT);
	}

	/**
	 * Frames that end with a sequence of bytes, which is not handed over. What follows
	 * the last one, when the peer ends its side, closes the connection with
	 * {@link dev.leat.reactor.CloseReason#TRUNCATED}. A frame is sent with the delimiter
	 * behind it, so bytes that hold one are several frames to the peer.
	 * @param delimiter one byte or more
	 * @return the framing
	 * @throws IllegalArgumentException for no byte
	 */
	public static Framing<ByteBuffer, ByteBuffer> delimiter(byte... delimiter) {
		if (delimiter.length == 0) {
			throw new IllegalArgumentException("A delimiter needs one byte or more");
		}
		Delimiter end = new Delimiter(delimiter);
		return new Framing<>((max) -> new DelimiterDecoder(end), (frame, out) -> end.write(out.copy(frame)),
				FrameLimits.DEFAULT);
	}

	/**
	 * Frames of one size. To send a frame of another one throws
	 * {@link IllegalArgumentException}.
	 * @param size bytes of every frame, 1 or more; {@link #maxFrameSize} is the same
	 * unless it is called
	 * @return the framing
	 */
	public static Framing<ByteBuffer, ByteBuffer> fixed(int size) {
		if (size < 1) {
			throw new IllegalArgumentException("A frame cannot have " + size + " bytes, it must have 1 or more");
		}
		return new Framing<>((max) -> new FixedDecoder(size), new FixedEncoder(size),
				FrameLimits.DEFAULT.maxFrameSize(size));
	}

	/**
	 * Frames that carry their length in a field of some bytes, unsigned and big-endian
	 * unless told otherwise.
	 * @param width bytes of the field: 1, 2, 3, 4 or 8
	 * @return the framing, which can be told where the field stands and what it counts.
	 * As it comes the field is the first of the frame, counts the bytes behind it, and is
	 * not handed over
	 */
	public static LengthFieldFraming lengthField(int width) {
		if (width < 1 || width > Long.BYTES || (width > Integer.BYTES && width < Long.BYTES)) {
			throw new IllegalArgumentException("A length field has 1, 2, 3, 4 or 8 bytes, not " + width);
		}
		return new LengthFieldFraming(width);
	}

	/**
	 * Frames behind their length as Protocol Buffers write it: one to five bytes of seven
	 * bits, the lowest first, where the highest bit says that another byte follows. The
	 * length is not handed over. One of more than five bytes or 32 bits, or of more bytes
	 * than it needs, closes the connection with
	 * {@link dev.leat.reactor.CloseReason#PROTOCOL_ERROR}.
	 * @return the framing
	 */
	public static Framing<ByteBuffer, ByteBuffer> varint() {
		return new Framing<>(VarintDecoder::new, new VarintEncoder(), FrameLimits.DEFAULT);
	}

	/**
	 * Frames of the application's own.
	 * @param <I> the frames that come in
	 * @param <O> the frames that go out
	 * @param decoder makes the decoder of each connection, on that connection's loop
	 * @param encoder the encoder of all connections
	 * @return the framing
	 */
	public static <I, O> Framing<I, O> of(Supplier<? extends FrameDecoder<? extends I>> decoder,
			FrameEncoder<? super O> encoder) {
		Objects.requireNonNull(decoder, "decoder");
		Objects.requireNonNull(encoder, "encoder");
		return new Framing<>((max) -> decoder.get(), encoder, FrameLimits.DEFAULT);
	}

	/**
	 * Bounds the frames that come in. A connection whose decoder leaves more bytes than
	 * that, or takes more for one frame, closes with
	 * {@link dev.leat.reactor.CloseReason#FRAME_TOO_LARGE}; one whose frame says that it
	 * will be larger, at once. A line end, a delimiter and a length count. Above
	 * {@code read.max-pending} it has no effect, since a connection may not leave more
	 * than that.
	 * @param bytes one or more; the server's {@code max-frame-size} unless it is called
	 * @return another framing, with this bound
	 */
	public Framing<I, O> maxFrameSize(int bytes) {
		return new Framing<>(this.decoders, this.encoder, this.limits.maxFrameSize(bytes));
	}

	/**
	 * Bounds the time that a frame may take from the read in which its first bytes came
	 * to the one in which its last ones do, however steadily it trickles in. A connection
	 * that takes longer closes with {@link dev.leat.reactor.CloseReason#PROTOCOL_ERROR}.
	 * When reading goes on after a pause the time begins anew.
	 * @param timeout the time; zero, which it is unless this is called, for no bound
	 * @return another framing, with this bound
	 */
	public Framing<I, O> frameTimeout(Duration timeout) {
		return new Framing<>(this.decoders, this.encoder, this.limits.frameTimeout(timeout));
	}

	/**
	 * Bounds the answers that a connection may owe; reading pauses while it owes as many.
	 * @param answers one or more; 64 unless it is called
	 * @return another framing, with this bound
	 */
	public Framing<I, O> maxInFlight(int answers) {
		return new Framing<>(this.decoders, this.encoder, this.limits.maxInFlight(answers));
	}

	/**
	 * Makes what listens: a bean of this type is a server.
	 * @param handler what to do with frames, shared by all connections
	 * @return a factory of one handler per connection
	 */
	public HandlerFactory handler(FrameHandler<? super I, O> handler) {
		Objects.requireNonNull(handler, "handler");
		return handlerPerConnection((connection) -> handler);
	}

	/**
	 * Makes what listens, for handlers that keep state in fields.
	 * @param handlers makes the handler of each connection, on that connection's loop,
	 * just before {@link FrameHandler#onOpen}
	 * @return a factory of one handler per connection
	 */
	public HandlerFactory handlerPerConnection(Supplier<? extends FrameHandler<? super I, O>> handlers) {
		Objects.requireNonNull(handlers, "handlers");
		return handlerPerConnection((connection) -> handlers.get());
	}

	/**
	 * Makes what listens, for handlers that keep state in fields and want to know their
	 * connection from the first.
	 * @param handlers makes the handler of each connection, on that connection's loop,
	 * just before {@link FrameHandler#onOpen}
	 * @return a factory of one handler per connection
	 */
	public HandlerFactory handlerPerConnection(
			Function<? super FrameConnection<O>, ? extends FrameHandler<? super I, O>> handlers) {
		Objects.requireNonNull(handlers, "handlers");
		return (connection) -> framed(connection, handlers, this.limits.maxInFlight());
	}

	/**
	 * Makes what listens, of a handler that waits for other things. One frame of a
	 * connection is handled at a time, and {@code blocking.max-concurrent} of a server;
	 * beyond that frames wait and their connections are not read, so that nothing queues
	 * in the executor. A frame that waits when its connection ends is not handled.
	 * @param executor whose threads may block, a virtual thread per task say
	 * @param handler what to do with frames, shared by all connections
	 * @return a factory of one handler per connection
	 */
	public HandlerFactory blocking(Executor executor, BlockingFrameHandler<? super I, ? extends O> handler) {
		Objects.requireNonNull(executor, "executor");
		Objects.requireNonNull(handler, "handler");
		BlockingFrames<I, O> blocking = new BlockingFrames<>(executor, handler);
		return (connection) -> framed(connection, (frames) -> blocking, 1);
	}

	private ConnectionHandler framed(Connection connection,
			Function<? super FrameConnection<O>, ? extends FrameHandler<? super I, O>> handlers, int maxInFlight) {
		int maxFrameSize = this.limits.maxFrameSize(connection);
		FrameReader<I> reader = new FrameReader<>(this.decoders.apply(maxFrameSize), maxFrameSize);
		FrameDeadline deadline = new FrameDeadline(connection, this.limits.frameTimeout());
		FrameConnection<O> frames = new FrameSender<>(connection, this.encoder, maxInFlight);
		return new FramedHandler<>(reader, deadline, frames, Objects.requireNonNull(handlers.apply(frames), "handler"));
	}

	FrameLimits limits() {
		return this.limits;
	}

}
