package dev.leat.codec;

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

	FrameSender(Connection connection, FrameEncoder<? super O> encoder) {
		this.connection = connection;
		this.encoder = encoder;
	}

	@Override
	public Connection connection() {
		return this.connection;
	}

	@Override
	public void send(O frame) {
		Slot slot = SLOT.get();
		if (slot.taken) {
			send(frame, new FrameBuffer());
			return;
		}
		slot.taken = true;
		try {
			send(frame, slot.buffer);
		}
		finally {
			slot.buffer.clear(KEEP);
			slot.taken = false;
		}
	}

	private void send(O frame, FrameBuffer buffer) {
		try {
			this.encoder.encode(frame, buffer);
		}
		catch (Exception ex) {
			throw new IllegalArgumentException("The encoder failed, nothing was sent: " + ex.getMessage(), ex);
		}
		this.connection.write(buffer.content());
	}

	/**
	 * A thread's buffer, and whether an encoder is writing to it.
	 */
	private static final class Slot {

		private final FrameBuffer buffer = new FrameBuffer();

		private boolean taken;

	}

}
