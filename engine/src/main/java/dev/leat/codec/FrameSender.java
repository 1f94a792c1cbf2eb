package dev.leat.codec;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

import dev.leat.reactor.Connection;

/**
 * Encodes on the calling thread, into a buffer that the thread keeps, and writes the
 * result in one call. Each thread keeps one buffer; a send inside an encoder finds it
 * taken and uses another.
 *
 * @param <O> the frames that go out
 */
final class FrameSender<O> implements FrameConnection<O> {

	/**
	 * Memory that a thread keeps between frames; a larger frame's is dropped.
	 */
	private static final int KEEP = 64 * 1024;

	private static final ThreadLocal<Slot> SLOT = ThreadLocal.withInitial(Slot::new);

	private final Connection connection;

	private final FrameEncoder<? super O> encoder;

	private final int maxInFlight;

	private final Consumer<ByteBuffer> sink;

	FrameSender(Connection connection, FrameEncoder<? super O> encoder, int maxInFlight) {
		this.connection = connection;
		this.encoder = encoder;
		this.maxInFlight = maxInFlight;
		this.sink = connection::write;
	}

	@Override
	public Connection connection() {
		return this.connection;
	}

	@Override
	public void send(O frame) {
		encode(frame, this.encoder, this.sink);
	}

	@Override
	public Reply<O> defer() {
		return new DeferredReply<>(this.connection.defer(this.maxInFlight), this.encoder);
	}

	/** Encodes a frame and passes its bytes on, which are lent for the call. */
	static <O> void encode(O frame, FrameEncoder<? super O> encoder, Consumer<ByteBuffer> sink) {
		Slot slot = SLOT.get();
		if (slot.taken) {
			encode(frame, encoder, sink, new FrameBuffer());
			return;
		}
		slot.taken = true;
		try {
			encode(frame, encoder, sink, slot.buffer);
		}
		finally {
			slot.buffer.clear(KEEP);
			slot.taken = false;
		}
	}

	private static <O> void encode(O frame, FrameEncoder<? super O> encoder, Consumer<ByteBuffer> sink,
			FrameBuffer buffer) {
		try {
			encoder.encode(frame, buffer);
		}
		catch (Exception ex) {
			throw new IllegalArgumentException("The encoder failed, nothing was sent: " + ex.getMessage(), ex);
		}
		sink.accept(buffer.content());
	}

	/**
	 * A thread's buffer, and whether an encoder is writing to it.
	 */
	private static final class Slot {

		private final FrameBuffer buffer = new FrameBuffer();

		private boolean taken;

	}

}
