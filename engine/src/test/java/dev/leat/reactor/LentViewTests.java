package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.util.ArrayList;
import java.util.List;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What {@code onData} is lent: a read-only view of the bytes received, for the call.
 */
class LentViewTests {

	private final List<ByteBuffer> lent = new ArrayList<>();

	@Test
	@DisplayName("S3-18 the handler sees a read-only view of exactly the bytes received, and no socket")
	void readOnlyAndExact() {
		try (Stepped stepped = Stepped.of((connection, data) -> {
			assertThat(data.isReadOnly()).isTrue();
			assertThat(data.hasArray()).isFalse();
			assertThat(data.position()).isZero();
			assertThatExceptionOfType(ReadOnlyBufferException.class).isThrownBy(() -> data.put(0, (byte) 1));
			connection.attach(Bytes.take(data));
		})) {
			stepped.connect().send("hello");
			assertThat(stepped.step().connection().<String>attachment()).isEqualTo("hello");
			assertThat(stepped.stats().handlerErrors(Callback.DATA)).isZero();
		}
	}

	@Test
	@DisplayName("S3-18 each call's view begins as network order and whole, whatever the last call made of its own")
	void everyViewBeginsAnew() {
		List<String> seen = new ArrayList<>();
		try (Stepped stepped = Stepped.of((connection, data) -> {
			seen.add(data.order() + " " + data.position() + " " + Bytes.take(data));
			data.order(ByteOrder.LITTLE_ENDIAN).mark();
		})) {
			SimPeer peer = stepped.connect();
			peer.send("one").send("longer");
			stepped.step();
			assertThat(seen).containsExactly("BIG_ENDIAN 0 one", "BIG_ENDIAN 0 longer");
		}
	}

	@Test
	@DisplayName("S3-36 a handler that narrows the view loses no bytes")
	void narrowedViewLosesNothing() {
		List<String> seen = new ArrayList<>();
		try (Stepped stepped = Stepped.of((connection, data) -> {
			data.limit(2);
			seen.add(Bytes.take(data));
		})) {
			SimPeer peer = stepped.connect();
			peer.send("abcd").send("ef");
			stepped.step();
			assertThat(seen).containsExactly("ab", "cd");
			assertThat(stepped.connection().unconsumed().remaining()).isEqualTo(2);
		}
	}

	@Test
	@DisplayName("S3-18 a handler that widens the view and moves behind the end consumes no more than there is")
	void widenedViewConsumesNoMore() {
		Recorder recorder = new Recorder() {
			@Override
			public void onData(Connection connection, ByteBuffer data) throws Exception {
				super.onData(connection, data);
				data.limit(data.capacity()).position(data.capacity());
			}
		};
		try (Stepped stepped = Stepped.of(recorder)) {
			SimPeer peer = stepped.connect();
			peer.send("abc").send("def");
			stepped.step();
			assertThat(recorder.text()).isEqualTo("abcdef");
			assertThat(stepped.connection().isOpen()).isTrue();
		}
	}

	@Test
	@DisplayName("FE15 B10 S1-9 after the call the view is dead: it is empty, and what was cut from it holds poison")
	void deadAfterTheCall() {
		try (Stepped stepped = Stepped.of((connection, data) -> {
			this.lent.add(data);
			this.lent.add(data.slice());
			data.position(data.limit());
		})) {
			stepped.connect().send("secret");
			stepped.step();
			assertThat(this.lent.get(0).limit()).isZero();
			assertThat(this.lent.get(1).get(0)).isEqualTo((byte) 0xDD);
			assertThat(this.lent.get(1).get(5)).isEqualTo((byte) 0xDD);
		}
	}

	@Test
	@DisplayName("FE15 S1-9 a view of bytes that were left before is dead after the call as well")
	void viewOfLeftoversDies() {
		try (Stepped stepped = Stepped.of((connection, data) -> {
			this.lent.add(data);
			this.lent.add(data.slice());
			if (data.remaining() > 3) {
				data.position(4);
			}
		})) {
			stepped.connect().send("abc").send("def");
			stepped.step();
			assertThat(this.lent).hasSize(4);
			assertThat(this.lent.get(2).limit()).isZero();
			assertThat(this.lent.get(3).get(0)).isEqualTo((byte) 0xDD);
			assertThat(Bytes.look(stepped.connection().unconsumed())).isEqualTo("ef");
		}
	}

	@Test
	@DisplayName("S1-9 poison stays in test mode: by default a view is not overwritten")
	void noPoisonByDefault() {
		try (Stepped stepped = Stepped.with((loops) -> loops.poisonViews(false), (config) -> {
		}, (connection) -> (where, data) -> {
			this.lent.add(data.slice());
			data.position(data.limit());
		})) {
			stepped.connect().send("plain");
			stepped.step();
			assertThat(Bytes.look(this.lent.get(0))).isEqualTo("plain");
		}
	}

	@Test
	@DisplayName("S1-9 bytes that are written back are copied before the view dies")
	void writtenBytesOutliveTheView() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			SimPeer peer = stepped.connect();
			peer.window(3).send("echoed");
			stepped.step();
			peer.window(100);
			stepped.step();
			assertThat(peer.text()).isEqualTo("echoed");
		}
	}

}
