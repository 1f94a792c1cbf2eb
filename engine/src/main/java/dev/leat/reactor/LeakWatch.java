package dev.leat.reactor;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Finds the halves of a split connection that were dropped without being closed, closes
 * them, and says once where they were made. On the one thread, a daemon, that the JVM's
 * collector tells.
 */
final class LeakWatch {

	private static final Log LOG = new Log(Halves.class);

	private static final Cleaner CLEANER = Cleaner.create();

	private final Throwable splitHere = new Throwable("It was split here");

	private final AtomicBoolean reported = new AtomicBoolean();

	/** Watches the halves of one connection. */
	static void on(ReadHandle in, WriteHandle out) {
		LeakWatch watch = new LeakWatch();
		ReadSide inSide = in.side();
		WriteSide outSide = out.side();
		CLEANER.register(in, () -> watch.lost(inSide));
		CLEANER.register(out, () -> watch.lost(outSide));
	}

	private void lost(Side side) {
		NioConnection connection = side.connection();
		if (!side.isOpen() || connection.phase() == Phase.CLOSED) {
			return;
		}
		if (this.reported.compareAndSet(false, true)) {
			LOG.get()
				.warn("A half of {} was dropped without being closed; it is closed now", connection, this.splitHere);
		}
		side.close();
	}

}
