package dev.leat.codec;

import java.nio.ByteBuffer;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.leat.reactor.CloseReason;
import dev.leat.reactor.Connection;
import dev.leat.reactor.ConnectionException;
import dev.leat.reactor.ConnectionHandler;

/**
 * The handler of one connection that speaks frames: bytes go through its decoder, frames
 * to the application. Decodes while there are frames, and stops where reading is paused
 * or the connection closed; the rest comes again with {@code resumeReading}. A flood of
 * tiny frames is handled in portions, between which others get their turn. Loop thread.
 *
 * @param <I> the frames that come in
 * @param <O> the frames that go out
 */
final class FramedHandler<I, O> implements ConnectionHandler {

	/** Frames in a row after which others on the loop get their turn. */
	static final int PORTION = 2048;

	private final FrameReader<I> reader;

	private final FrameDeadline deadline;

	private final FrameConnection<O> frames;

	private final FrameHandler<? super I, O> handler;

	FramedHandler(FrameReader<I> reader, FrameDeadline deadline, FrameConnection<O> frames,
			FrameHandler<? super I, O> handler) {
		this.reader = reader;
		this.deadline = deadline;
		this.frames = frames;
		this.handler = handler;
	}

	@Override
	public void onData(Connection connection, ByteBuffer data) throws Exception {
		int left = PORTION;
		while (connection.isOpen() && !connection.isReadingPaused() && data.hasRemaining()) {
			I frame = this.reader.next(data, false);
			if (frame == null) {
				this.deadline.begun();
				return;
			}
			this.deadline.whole();
			this.handler.onFrame(this.frames, frame);
			if (--left == 0 && data.hasRemaining()) {
				connection.yieldReading();
			}
		}
	}

	@Override
	public void onInputEnd(Connection connection) throws Exception {
		this.deadline.whole();
		ByteBuffer left = connection.unconsumed();
		I frame = lastFrame(connection, left);
		while (frame != null) {
			this.handler.onFrame(this.frames, frame);
			frame = lastFrame(connection, left);
		}
		if (connection.isOpen()) {
			this.handler.onInputEnd(this.frames);
		}
	}

	private @Nullable I lastFrame(Connection connection, ByteBuffer left) throws ConnectionException {
		return connection.isOpen() ? this.reader.nextLast(left) : null;
	}

	@Override
	public void onOpen(Connection connection) throws Exception {
		this.handler.onOpen(this.frames);
	}

	@Override
	public void onWriteComplete(Connection connection) throws Exception {
		this.handler.onWriteComplete(this.frames);
	}

	@Override
	public void onWritable(Connection connection) throws Exception {
		this.handler.onWritable(this.frames);
	}

	@Override
	public boolean onIdle(Connection connection) throws Exception {
		return this.handler.onIdle(this.frames);
	}

	@Override
	public void onDrain(Connection connection, Duration remaining) throws Exception {
		this.handler.onDrain(this.frames, remaining);
	}

	@Override
	public void onClose(Connection connection, CloseReason reason, @Nullable Throwable cause) {
		this.handler.onClose(this.frames, reason, cause);
	}

}
