package dev.leat.autoconfigure.endpoint;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.LongStream;

import dev.leat.reactor.CloseReason;
import dev.leat.reactor.ConnectionInfo;
import org.jspecify.annotations.Nullable;

/**
 * The last ends of one server's connections, in a ring. Many threads write and read
 * without a lock; a reader may miss what is written at the same moment.
 */
final class LastEnds {

	/** Ends that are kept. */
	static final int KEPT = 100;

	private final AtomicReferenceArray<@Nullable End> ring = new AtomicReferenceArray<>(KEPT);

	private final AtomicLong next = new AtomicLong();

	void add(End end) {
		this.ring.set((int) (this.next.getAndIncrement() % KEPT), end);
	}

	/** The newest first. */
	List<End> list() {
		long newest = this.next.get() - 1;
		return LongStream.range(0, KEPT)
			.map((back) -> newest - back)
			.filter((number) -> number >= 0)
			.mapToObj((number) -> this.ring.get((int) (number % KEPT)))
			.filter((end) -> end != null)
			.toList();
	}

	/**
	 * One end.
	 *
	 * @param connection what it had done
	 * @param at when
	 * @param reason why
	 * @param cause what failed, or {@code null}
	 */
	record End(ConnectionInfo connection, Instant at, CloseReason reason, @Nullable String cause) {
	}

}
