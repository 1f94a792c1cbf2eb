package dev.leat.reactor;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is noted of the bytes that move.
 */
class ActivityTests {

	private static final long LONG = 2_000_000;

	@Test
	@DisplayName("a turn allocates nothing when serving its sockets has taken long")
	void aLongTurnAllocatesNothing() {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		try (Stepped stepped = Stepped.of((connection, data) -> connection.write(data))) {
			stepped.connect();
			EventLoop loop = stepped.loops.get(0);
			List<Deadlines> deadlines = new ArrayList<>();
			loop.forEachConnection((connection) -> deadlines.add(connection.deadlines()));
			longTurn(loop.activity(), deadlines.get(0));
			long before = threads.getCurrentThreadAllocatedBytes();
			longTurn(loop.activity(), deadlines.get(0));
			assertThat(threads.getCurrentThreadAllocatedBytes() - before).isZero();
		}
	}

	private static void longTurn(Activity activity, Deadlines deadlines) {
		activity.begins();
		activity.note(deadlines, 0);
		activity.ends(0, LONG);
	}

}
