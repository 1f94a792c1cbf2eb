package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The selector watches for room in the socket while bytes wait, and never else.
 */
class WriteInterestTests {

	private final Recorder handler = new Recorder();

	private final Stepped stepped = Stepped.of(this.handler);

	private final SimPeer peer = this.stepped.connect();

	private boolean watchesWrite() {
		return (this.peer.interest() & SelectionKey.OP_WRITE) != 0;
	}

	private long iterations() {
		return this.stepped.group.loopStats().get(0).iterations();
	}

	@Test
	@DisplayName("S3-13 X9 an open connection with nothing to send is watched for input only")
	void idle() {
		assertThat(this.peer.interest()).isEqualTo(SelectionKey.OP_READ);
		assertThat(this.stepped.network.isReady()).isFalse();
	}

	@Test
	@DisplayName("S3-13 a write that the socket takes never turns the interest on")
	void directWrite() {
		this.stepped.task((connection) -> connection.write(ByteBuffer.allocate(1_000_000)));
		assertThat(watchesWrite()).isFalse();
	}

	@Test
	@DisplayName("S3-3 S3-9 S3-13 the interest is on while bytes wait, through partial writes, and off when the last is out")
	void onWhileBytesWait() {
		this.peer.window(4);
		this.stepped.task((connection) -> connection.write(Bytes.of("0123456789")));
		assertThat(watchesWrite()).isTrue();
		this.peer.window(4);
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("01234567");
		assertThat(watchesWrite()).isTrue();
		this.peer.window(2);
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("0123456789");
		assertThat(watchesWrite()).isFalse();
	}

	@Test
	@DisplayName("S3-13 a peer that takes nothing costs no turns")
	void fullSocketIsSilent() {
		this.peer.window(0);
		this.stepped.task((connection) -> connection.write(Bytes.of("0123456789")));
		long before = iterations();
		int calls = this.peer.writes();
		this.stepped.step();
		assertThat(iterations() - before).isEqualTo(1);
		assertThat(this.peer.writes()).isEqualTo(calls);
		assertThat(this.stepped.network.isReady()).isFalse();
	}

	@Test
	@DisplayName("S3-9 S3-14 a peer that takes one byte at a time gets them all, one system call each")
	void byteByByte() {
		this.peer.window(0);
		this.stepped.task((connection) -> connection.write(Bytes.of("0123456789")));
		int calls = this.peer.writes();
		for (int i = 0; i < 10; i++) {
			this.peer.window(1);
			this.stepped.step();
		}
		assertThat(this.peer.text()).isEqualTo("0123456789");
		assertThat(this.peer.writes() - calls).isEqualTo(10);
	}

	@Test
	@DisplayName("S3-9 S2-11 one writable event sends sixteen chunks in one system call")
	void gathers() {
		this.peer.window(0);
		this.stepped.task((connection) -> {
			for (int i = 0; i < 100; i++) {
				connection.write(ByteBuffer.allocate(Output.SMALL));
			}
		});
		int calls = this.peer.writes();
		this.peer.window(Long.MAX_VALUE);
		this.stepped.step();
		assertThat(this.peer.received()).hasSize(100 * Output.SMALL);
		assertThat(this.peer.writes() - calls).isLessThanOrEqualTo(100 / WriteQueue.GATHER + 1);
	}

	@Test
	@DisplayName("S3-12 X8 a spurious writable event is harmless")
	void spuriousEvent() throws IOException {
		this.peer.window(0);
		this.stepped.task((connection) -> connection.write(Bytes.of("0123456789")));
		this.stepped.connection().life().ready(SelectionKey.OP_WRITE);
		assertThat(this.stepped.step().connection().pendingWriteBytes()).isEqualTo(10);
		this.peer.window(10);
		this.stepped.step();
		this.stepped.connection().life().ready(SelectionKey.OP_WRITE);
		this.stepped.step();
		assertThat(this.peer.text()).isEqualTo("0123456789");
		assertThat(this.stepped.connection().isOpen()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Broken pipe", "Connection reset by peer", "No route to host" })
	@DisplayName("S3-5 S3-12 Y1 a failure of the socket while bytes wait ends the connection once, without a spin")
	void failureWhileWaiting(String message) {
		this.peer.window(0);
		this.stepped.task((connection) -> connection.write(Bytes.of("0123456789")));
		long before = iterations();
		this.peer.fail(new IOException(message));
		this.stepped.step();
		assertThat(iterations() - before).isLessThanOrEqualTo(3);
		assertThat(this.handler.events).containsOnlyOnce("close " + this.handler.closed.join());
		assertThat(this.handler.cause).hasMessage(message);
		assertThat(this.peer.isReleased()).isTrue();
		assertThat(this.stepped.group.bufferStats().used()).isZero();
	}

	@Test
	@DisplayName("S3-5 Y1 a direct write that fails queues nothing and ends the connection")
	void directFailure() {
		this.stepped.task((connection) -> {
			this.peer.fail(new IOException("Broken pipe"));
			connection.write(ByteBuffer.allocateDirect(100_000));
			assertThat(connection.pendingWriteBytes()).isZero();
			assertThat(connection.isOpen()).isFalse();
		});
		assertThat(this.handler.closed).isCompletedWithValue(CloseReason.PEER_RESET);
		assertThat(this.stepped.group.bufferStats().acquiredAllocated()).isZero();
	}

	@Test
	@DisplayName("S3-13 X9 on real sockets writable connections cause no turns of their own")
	void idleOnRealSockets() throws Exception {
		EventLoopGroup loops = EventLoopGroup.builder().threads(1).build();
		LeatServer server = Servers.server("idle", loops, (config) -> {
		}, (connection) -> Servers.ECHO);
		server.start();
		try (Client idle = Client.to(server); Client busy = Client.to(server)) {
			idle.echo("hello");
			busy.echo("hello");
			long before = loops.loopStats().get(0).iterations();
			for (int i = 0; i < 200; i++) {
				busy.echo("again");
			}
			assertThat(loops.loopStats().get(0).iterations() - before).isLessThan(2 * 200 + 20);
		}
		finally {
			loops.close();
		}
	}

	@AfterEach
	void close() {
		this.stepped.close();
	}

}
