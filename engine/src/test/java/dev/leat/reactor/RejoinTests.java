package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.nio.channels.ReadPendingException;
import java.nio.channels.WritePendingException;
import java.util.concurrent.CompletableFuture;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The halves of one connection, and of no other, become one again.
 */
class RejoinTests {

	private final SplittingHandler handler = new SplittingHandler();

	private final SplittingHandler other = new SplittingHandler();

	private final Stepped stepped = Stepped.with((loops) -> {
	}, (config) -> {
	}, (connection) -> (connection.id() % 2 == 0) ? this.handler : this.other);

	private final SimPeer first = this.stepped.connect();

	private final SimPeer second = this.stepped.connect();

	@BeforeEach
	void split() {
		this.first.send("split");
		this.second.send("split");
		this.stepped.step();
	}

	@AfterEach
	void stop() {
		this.stepped.close();
	}

	private SimPeer peer() {
		return (this.handler.opened.join().id() < this.other.opened.join().id()) ? this.first : this.second;
	}

	private ReadHalf in() {
		return this.handler.halves().in();
	}

	private WriteHalf out() {
		return this.handler.halves().out();
	}

	private String read(int count) throws Exception {
		return Aside.run(() -> Streams.text(in(), count)).get();
	}

	@Test
	@DisplayName("S4-9 V6 after a rejoin callbacks go on, with what the read half had not given out in front")
	void callbacksGoOn() throws Exception {
		peer().send("two").send("three");
		this.stepped.step();
		assertThat(read(6)).isEqualTo("splitt");
		Connection connection = Aside.run(() -> Halves.rejoin(in(), out())).get();
		peer().send("four");
		this.stepped.step();
		assertThat(this.handler.text()).isEqualTo("wothreefour");
		assertThat(connection).isSameAs(this.handler.opened.join());
		connection.write(Streams.bytes("reply"));
		this.stepped.step();
		peer().fin();
		this.stepped.step();
		assertThat(peer().text()).isEqualTo("reply");
		assertThat(this.handler.events).contains("data", "write-complete", "input-end", "close PEER_CLOSED");
	}

	@Test
	@DisplayName("S4-9 V6 a rejoin at the end of the input tells the handler of bytes and end, also if the half had seen it")
	void endIsToldAgain() throws Exception {
		peer().fin();
		this.stepped.step();
		assertThat(read(5)).isEqualTo("split");
		assertThat(Aside.run(() -> in().read(ByteBuffer.allocate(1))).get()).isEqualTo(-1);
		Halves.rejoin(in(), out());
		this.stepped.step();
		assertThat(this.handler.events).containsExactly("open", "input-end", "close PEER_CLOSED");
	}

	@Test
	@DisplayName("S4-9 a full half that is rejoined lets reading go on")
	void readingGoesOn() {
		peer().send(new byte[256 * 1024]).send(new byte[100_000]);
		this.stepped.step();
		assertThat(this.stepped.stats().paused(PauseReason.DEMAND)).isEqualTo(1);
		Halves.rejoin(in(), out());
		this.stepped.step();
		assertThat(this.handler.input.size()).isEqualTo(5 + 256 * 1024 + 100_000);
		assertThat(this.stepped.stats().paused(PauseReason.DEMAND)).isZero();
	}

	@Test
	@DisplayName("S4-9 V6 halves of two connections are refused, and stay usable")
	void wrongPair() throws Exception {
		ReadHalf in = in();
		WriteHalf out = this.other.halves().out();
		assertThatIllegalArgumentException().isThrownBy(() -> Halves.rejoin(in, out))
			.withMessageContaining("not the two halves of one connection");
		assertThat(in.isOpen()).isTrue();
		assertThat(out.isOpen()).isTrue();
		assertThat(read(5)).isEqualTo("split");
		assertThat(Halves.rejoin(in(), out())).isSameAs(this.handler.opened.join());
	}

	@Test
	@DisplayName("S4-9 V6 a half that is closed or used is refused, and both stay as they are")
	void closedOrUsed() throws Exception {
		read(5);
		CompletableFuture<Integer> pending = in().readAsync(ByteBuffer.allocate(1));
		assertThatExceptionOfType(ReadPendingException.class).isThrownBy(() -> Halves.rejoin(in(), out()));
		pending.cancel(true);
		peer().window(0);
		CompletableFuture<Long> written = out().writeAsync(ByteBuffer.allocate(1024 * 1024));
		this.stepped.step();
		assertThatExceptionOfType(WritePendingException.class).isThrownBy(() -> Halves.rejoin(in(), out()));
		peer().window(Long.MAX_VALUE);
		this.stepped.step();
		assertThat(written).isCompletedWithValue(1024L * 1024);
		in().close();
		assertThatIllegalStateException().isThrownBy(() -> Halves.rejoin(in(), out())).withMessageContaining("closed");
		assertThat(out().isOpen()).isTrue();
	}

	@Test
	@DisplayName("S4-9 halves that were rejoined are of no use, and the connection can be split again")
	void rejoinedHalves() throws Exception {
		ReadHalf in = in();
		WriteHalf out = out();
		Connection connection = Halves.rejoin(in, out);
		assertThatIllegalStateException().isThrownBy(() -> Halves.rejoin(in, out)).withMessageContaining("rejoined");
		assertThat(Aside.run(() -> in.read(ByteBuffer.allocate(1))).failure()).isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("rejoined");
		in.close();
		out.close();
		this.stepped.step();
		assertThat(this.handler.text()).isEqualTo("split");
		Halves again = connection.split();
		peer().send("again");
		this.stepped.step();
		assertThat(Aside.run(() -> Streams.text(again.in(), 5)).get()).isEqualTo("again");
	}

	@Test
	@DisplayName("S4-9 the halves of a stream handler have no callbacks to go back to")
	void streamsCannotRejoin() throws Exception {
		CompletableFuture<Throwable> refused = new CompletableFuture<>();
		try (Servers.Running server = Streams.start((connection, in, out) -> {
			try {
				Halves.rejoin(in, out);
			}
			catch (IllegalStateException ex) {
				refused.complete(ex);
			}
			out.write(Streams.bytes("refused"));
		}); Client client = server.client()) {
			assertThat(client.readText(7)).isEqualTo("refused");
			assertThat(refused.join()).hasMessageContaining("StreamHandler");
		}
	}

}
