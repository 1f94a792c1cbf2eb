package dev.leat.codec;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import dev.leat.reactor.CloseReason;
import dev.leat.reactor.Connection;

/**
 * Hands frames to an executor: one of a connection at a time, a bounded number of a
 * server. A frame beyond that waits for its turn, and its connection is not read; it is
 * dropped when the connection ends, so that those which come and go leave nothing behind.
 *
 * @param <I> the frames that come in
 * @param <O> the frames that go out
 */
final class BlockingFrames<I, O> implements FrameHandler<I, O> {

	private final Executor executor;

	private final BlockingFrameHandler<? super I, ? extends O> handler;

	private final Map<String, Permits> permits = new ConcurrentHashMap<>();

	BlockingFrames(Executor executor, BlockingFrameHandler<? super I, ? extends O> handler) {
		this.executor = executor;
		this.handler = handler;
	}

	@Override
	public void onFrame(FrameConnection<O> frames, I frame) {
		Connection connection = frames.connection();
		Permits permits = this.permits.computeIfAbsent(connection.server(),
				(server) -> new Permits(connection.config().blockingMaxConcurrent()));
		Reply<O> reply = frames.defer();
		I kept = keep(frame);
		permits.enter(connection, () -> submit(permits, () -> answer(connection, kept, reply), reply));
	}

	@Override
	public void onClose(FrameConnection<O> frames, CloseReason reason, @Nullable Throwable cause) {
		Permits permits = this.permits.get(frames.connection().server());
		if (permits != null) {
			permits.forget(frames.connection());
		}
	}

	private boolean submit(Permits permits, Runnable work, Reply<O> reply) {
		try {
			this.executor.execute(() -> {
				try {
					work.run();
				}
				finally {
					permits.leave();
				}
			});
			return true;
		}
		catch (Throwable failure) {
			reply.fail(failure);
			return false;
		}
	}

	private void answer(Connection connection, I frame, Reply<O> reply) {
		try {
			reply.send(this.handler.handle(connection, frame));
		}
		catch (Throwable failure) {
			reply.fail(failure);
		}
	}

	/** A frame that is lent has to outlive the callback. */
	@SuppressWarnings("unchecked")
	private static <I> I keep(I frame) {
		if (frame instanceof ByteBuffer lent) {
			return (I) ByteBuffer.allocate(lent.remaining()).put(lent.duplicate()).flip().order(lent.order());
		}
		return frame;
	}

}
