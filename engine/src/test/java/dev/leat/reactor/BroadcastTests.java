package dev.leat.reactor;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import com.sun.management.ThreadMXBean;
import dev.leat.sim.SimPeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A write to 10,000 connections at once.
 */
class BroadcastTests {

	private static final int MEMBERS = 10_000;

	private static final int LOOPS = 4;

	private static final byte[] NEWS = Bytes.random(1000);

	private final Stepped stepped = Stepped.with(
			(loops) -> loops.threads(LOOPS).acceptBatch(MEMBERS).maxConnections(MEMBERS),
			(config) -> config.maxConnections(MEMBERS), (connection) -> new Recorder());

	private final List<SimPeer> peers = new ArrayList<>();

	@BeforeEach
	void connect() {
		IntStream.range(0, MEMBERS)
			.forEach((number) -> this.peers.add(this.stepped.network.connect(this.stepped.port())));
		this.stepped.step();
		assertThat(this.stepped.server.connections().size()).isEqualTo(MEMBERS);
	}

	@AfterEach
	void close() {
		this.stepped.close();
	}

	/** The loops that carry connections; the acceptor's is the last. */
	private List<EventLoop> carriers() {
		return this.stepped.loops.subList(0, LOOPS);
	}

	@Test
	@DisplayName("S1-9 X19 from another thread it is one task for each loop and one copy of the bytes, which reach everybody once")
	void fromElsewhere() {
		long[] allocated = new long[1];
		Stepped.elsewhere(() -> allocated[0] = allocatedBy(() -> write(ByteBuffer.wrap(NEWS))));
		assertThat(carriers()).allSatisfy((loop) -> assertThat(mails(loop)).isEqualTo(1));
		assertThat(this.stepped.stats().pendingWriteBytes()).isEqualTo(MEMBERS * 1000L);
		assertThat(allocated[0]).as("bytes for the news, and for lists of members").isLessThan(MEMBERS * 100L);
		this.stepped.step();
		assertThat(this.peers).allSatisfy((peer) -> {
			assertThat(peer.received()).isEqualTo(NEWS);
			assertThat(peer.writes()).isEqualTo(1);
		});
		assertThat(this.stepped.stats().pendingWriteBytes()).isZero();
		assertThat(this.stepped.group.bufferStats().acquiredAllocated()).isZero();
	}

	@Test
	@DisplayName("X15 X16 those who do not read keep their part, the others get each write to all, in order")
	void slowMembers() {
		List<SimPeer> slow = IntStream.range(0, MEMBERS / 10).mapToObj((tenth) -> this.peers.get(tenth * 10)).toList();
		slow.forEach((peer) -> peer.window(0));
		Stepped.elsewhere(() -> List.of("one,", "two,", "three").forEach((text) -> write(Bytes.of(text))));
		this.stepped.step();
		assertThat(this.peers).filteredOn((peer) -> !peer.text().equals("one,two,three"))
			.containsExactlyInAnyOrderElementsOf(slow);
		assertThat(this.stepped.stats().pendingWriteBytes()).isEqualTo(slow.size() * 13L);
		slow.forEach((peer) -> peer.window(100));
		this.stepped.step();
		assertThat(this.peers).allMatch((peer) -> peer.text().equals("one,two,three"));
	}

	private void write(ByteBuffer bytes) {
		this.stepped.server.connections().write(bytes);
	}

	private static long allocatedBy(Runnable what) {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long before = threads.getCurrentThreadAllocatedBytes();
		what.run();
		return threads.getCurrentThreadAllocatedBytes() - before;
	}

	/** What waits in the inbox of a loop. */
	private static int mails(EventLoop loop) {
		int count = 0;
		Object mail = field(loop.inbox(), Mailbox.class, "newest");
		while (mail != null) {
			count++;
			mail = field(mail, Mail.class, "next");
		}
		return count;
	}

	private static @Nullable Object field(@Nullable Object owner, Class<?> type, String name) {
		try {
			Field field = type.getDeclaredField(name);
			field.setAccessible(true);
			return field.get(owner);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
