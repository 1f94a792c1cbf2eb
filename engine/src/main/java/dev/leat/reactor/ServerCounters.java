package dev.leat.reactor;

import java.util.concurrent.atomic.LongAdder;

/**
 * What one loop counts for one server. The loop writes, any thread reads; what streams
 * move without the loop their threads count.
 */
final class ServerCounters {

	final Counter read = new Counter();

	final Counter writtenDirect = new Counter();

	final Counter writtenQueued = new Counter();

	final LongAdder readByThreads = new LongAdder();

	final LongAdder writtenByThreads = new LongAdder();

	final Counter answersOwed = new Counter();

	final Counter answers = new Counter();

	final Counter answerNanos = new Counter();

	final Counter accepted = new Counter();

	final HandshakeCounters handshakes = new HandshakeCounters();

	final Counter recovered = new Counter();

	final CounterPerValue<RejectReason> rejected = new CounterPerValue<>(RejectReason.values());

	final CounterPerValue<CloseReason> closed = new CounterPerValue<>(CloseReason.values());

	final CounterPerValue<AcceptError> acceptErrors = new CounterPerValue<>(AcceptError.values());

	final CounterPerValue<Callback> handlerErrors = new CounterPerValue<>(Callback.values());

}
