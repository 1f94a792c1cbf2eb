package dev.leat.sample.keyvalue;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import dev.leat.codec.FrameBuffer;
import dev.leat.sample.resp.Reply;
import dev.leat.sample.resp.ReplyEncoder;

/**
 * Runs commands without a connection, against a clock that the test sets.
 */
final class Shell {

	final AtomicLong clock = new AtomicLong(1_000);

	final Store store = new Store(this.clock::get);

	final Statistics statistics = new Statistics();

	final List<String> labels = new ArrayList<>();

	final Session session = new Session(7, this.labels::add);

	private final Commands commands;

	Shell() {
		this(Integer.MAX_VALUE);
	}

	Shell(long maxMemory) {
		this.commands = Commands.of(this.store, this.statistics, maxMemory);
	}

	/**
	 * Runs a line whose words are parted by one blank each.
	 * @return the reply as it is sent, without the last line end
	 */
	String run(String line) {
		return run(line.split(" ", -1));
	}

	String run(String... words) {
		List<byte[]> bytes = Stream.of(words).map((word) -> word.getBytes(StandardCharsets.ISO_8859_1)).toList();
		String sent = show(this.commands.execute(this.session, bytes));
		return sent.substring(0, sent.length() - 2);
	}

	/** Runs a line, and answers how many bytes of the heap that takes. */
	long allocatedBy(String line) {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long before = threads.getCurrentThreadAllocatedBytes();
		run(line);
		return threads.getCurrentThreadAllocatedBytes() - before;
	}

	private static String show(Reply reply) {
		FrameBuffer out = new FrameBuffer();
		new ReplyEncoder().encode(reply, out);
		StringBuilder text = new StringBuilder(new String(out.toByteArray(), StandardCharsets.ISO_8859_1));
		if (reply instanceof Reply.Items list) {
			list.items().forEach((item) -> text.append(show(item)));
		}
		return text.toString();
	}

}
