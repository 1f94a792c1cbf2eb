package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * The answers that one connection owes, in the order of what they answer. One that comes
 * before its turn waits here. Reading pauses while as many are owed as may be. Loop
 * thread only.
 */
final class Answers {

	private final NioConnection connection;

	private final ArrayDeque<OwedAnswer> owed = new ArrayDeque<>(4);

	private int limit = Integer.MAX_VALUE;

	Answers(NioConnection connection) {
		this.connection = connection;
	}

	Answer defer(int limit) {
		OwedAnswer answer = new OwedAnswer(this.connection, this.connection.loop().now());
		this.limit = limit;
		this.owed.add(answer);
		this.connection.counters().answersOwed.increment();
		if (this.owed.size() >= limit) {
			this.connection.input().pause(PauseReason.ANSWERS);
		}
		return answer;
	}

	boolean isOwing() {
		return !this.owed.isEmpty();
	}

	/** Sends, from the oldest on, what has been given. */
	void deliver() {
		OwedAnswer first = this.owed.peek();
		while (first != null && first.isHere()) {
			this.owed.remove();
			deliver(first);
			first = this.owed.peek();
		}
		if (this.owed.size() < this.limit) {
			this.connection.input().resume(PauseReason.ANSWERS);
		}
		this.connection.life().settleLater();
	}

	private void deliver(OwedAnswer answer) {
		ServerCounters counters = this.connection.counters();
		counters.answersOwed.add(-1);
		counters.answers.increment();
		counters.answerNanos.add(this.connection.loop().clock().nanos() - answer.since());
		byte[] bytes = answer.bytes();
		Throwable failure = answer.failure();
		if (bytes != null) {
			this.connection.output().answer(ByteBuffer.wrap(bytes));
		}
		else if (failure != null) {
			release();
			EventLoop loop = this.connection.loop();
			loop.guard().failed(Callback.ANSWER, this.connection, failure, loop.now());
		}
	}

	/** Drops what is owed. */
	void release() {
		this.connection.counters().answersOwed.add(-this.owed.size());
		this.owed.clear();
	}

}
