package dev.leat.codec;

import dev.leat.reactor.Answer;
import org.jspecify.annotations.Nullable;

/**
 * An owed answer with its encoder.
 *
 * @param <O> the frames that go out
 */
final class DeferredReply<O> implements Reply<O> {

	private final Answer answer;

	private final FrameEncoder<? super O> encoder;

	DeferredReply(Answer answer, FrameEncoder<? super O> encoder) {
		this.answer = answer;
		this.encoder = encoder;
	}

	@Override
	public void send(@Nullable O frame) {
		if (frame != null) {
			FrameSender.encode(frame, this.encoder, this.answer::send);
		}
		else {
			this.answer.skip();
		}
	}

	@Override
	public void fail(Throwable failure) {
		this.answer.fail(failure);
	}

}
