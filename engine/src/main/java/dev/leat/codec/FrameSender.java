package dev.leat.codec;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

import dev.leat.reactor.Connection;
import dev.leat.reactor.WriteRoom;

/**
 * Encodes on the calling thread, and writes the result in one call. On the loop a frame
 * is encoded where it leaves from, unless output waits for the socket. Else it goes into
 * a buffer that the thread keeps; a send inside an encoder finds it taken and uses
 * another.
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

	private final FrameBuffer inRoom = FrameBuffer.withoutMemory();

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
		WriteRoom room = WriteRoom.lend(this.connection);
		if (room != null) {
			sendFrom(room, frame);
		}
		else {
			encode(frame, this.encoder, this.sink);
		}
	}

	/** Encodes in room of the loop; a frame that outgrows it continues elsewhere. */
	private void sendFrom(WriteRoom room, O frame) {
		int from = room.begin();
		this.inRoom.lend(room.bytes(), from);
		try {
			encode(frame, this.encoder, this.inRoom);
			if (!this.inRoom.isIn(room.bytes()) || !room.take(from, from + this.inRoom.size())) {
				room.giveBack();
				this.connection.write(this.inRoom.content());
			}
		}
		catch (Throwable failure) {
			room.giveBack();
			throw failure;
		}
		finally {
			this.inRoom.takeAway();
		}
	}

	@Override
	public Reply<O> defer() {
		return new DeferredReply<>(this.connection.defer(this.maxInFlight), this.encoder);
	}

	/** Encodes a frame and passes its bytes on, which are lent for the call. */
	static <O> void encode(O frame, FrameEncoder<? super O> encoder, Consumer<ByteBuffer> sink) {
		Slot slot = SLOT.get();
		if (slot.taken) {
			FrameBuffer other = new FrameBuffer();
			encode(frame, encoder, other);
			sink.accept(other.content());
			return;
		}
		slot.taken = true;
		try {
			encode(frame, encoder, slot.buffer);
			sink.accept(slot.buffer.content());
		}
		finally {
			slot.buffer.clear(KEEP);
			slot.taken = false;
		}
	}

	private static <O> void encode(O frame, FrameEncoder<? super O> encoder, FrameBuffer buffer) {
		try {
			encoder.encode(frame, buffer);
		}
		catch (Exception ex) {
			throw new IllegalArgumentException("The encoder failed, nothing was sent: " + ex.getMessage(), ex);
		}
	}

	/**
	 * A thread's buffer, and whether an encoder is writing to it.
	 */
	private static final class Slot {

		private final FrameBuffer buffer = new FrameBuffer();

		private boolean taken;

	}

}
