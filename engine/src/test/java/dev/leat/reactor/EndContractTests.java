package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Contract: how a connection ends, and what its peer sees of it.
 */
class EndContractTests extends ConnectionContract {

	/** Goes on after the peer's end. */
	private final Recorder stays = new Recorder() {
		@Override
		public void onInputEnd(Connection connection) {
			this.events.add("input-end");
		}
	};

	@Test
	@DisplayName("R1 S3-16 S3-17 S3-19 R4 bytes with FIN behind them: open, data, end, close, each once and in this order")
	void dataThenFin() throws Exception {
		byte[] sent = Bytes.random(16 * 1024 * 1024);
		start();
		connect().send(sent).fin();
		assertThat(awaitClosed()).isEqualTo(CloseReason.PEER_CLOSED);
		assertThat(this.handler.input.toByteArray()).isEqualTo(sent);
		assertThat(this.handler.events).containsExactly("open", "data", "input-end", "close PEER_CLOSED");
		assertThat(this.handler.cause).isNull();
	}

	@Test
	@DisplayName("H1 S4-11 R4 R14 a peer that ends its side first gets its answer whole, though it is given later")
	void answerAfterFin() throws Exception {
		byte[] answer = Bytes.random(2 * Peer.MORE_THAN_FITS);
		start((config) -> config.writeMaxPending(answer.length), this.stays);
		Peer peer = connect().send("question").fin();
		world().until(() -> this.stays.events.contains("input-end"));
		elsewhere((connection) -> {
			connection.write(ByteBuffer.wrap(answer));
			connection.close();
		});
		assertThat(Arrays.equals(peer.readAll(), answer)).isTrue();
		world().until(this.stays.closed::isDone);
		assertThat(this.stays.events).startsWith("open", "data", "input-end").endsWith("close PEER_CLOSED");
		assertThat(this.stays.text()).isEqualTo("question");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("H7 H1 S3-B1 after shutdownOutput the peer reads the end and is still heard; its own end ends the connection")
	void shutdownOutput(boolean onLoop) throws Exception {
		start();
		Peer peer = connect();
		where(onLoop, (connection) -> {
			connection.write(Bytes.of("bye"));
			connection.shutdownOutput();
			connection.shutdownOutput();
		});
		assertThat(peer.readAllText()).isEqualTo("bye");
		assertThat(connection().isOpen()).isTrue();
		peer.send("still here").fin();
		assertThat(awaitClosed()).isEqualTo(CloseReason.PEER_CLOSED);
		assertThat(this.handler.text()).isEqualTo("still here");
		assertThat(this.handler.events).containsExactly("open", "write-complete", "data", "input-end",
				"close PEER_CLOSED");
	}

	@ParameterizedTest
	@CsvSource({ "true, 10", "false, 10", "true, 6000000", "false, 6000000" })
	@DisplayName("Y10 H5 H7 H11 a close sends everything, then the end; the peer's own end releases it")
	void close(boolean onLoop, int size) throws Exception {
		byte[] bytes = Bytes.random(size);
		start();
		Peer peer = connect();
		where(onLoop, (connection) -> {
			connection.write(ByteBuffer.wrap(bytes));
			connection.close();
			connection.close(CloseReason.REPLACED);
		});
		assertThat(Arrays.equals(peer.readAll(), bytes)).isTrue();
		assertThat(connection().isOpen()).isFalse();
		assertThat(this.handler.closed).isNotDone();
		peer.send("ignored").fin();
		assertThat(awaitClosed()).isEqualTo(CloseReason.LOCAL);
		assertThat(this.handler.events).doesNotContain("data", "input-end").endsWith("close LOCAL");
	}

	@Test
	@DisplayName("FB14 H5 X4 a close in the listener of the last write loses nothing, though the peer sends what nobody reads")
	void closeInListener() throws Exception {
		byte[] bytes = Bytes.random(Peer.MORE_THAN_FITS);
		start((connection, data) -> {
			connection.pauseReading();
			connection.write(ByteBuffer.wrap(bytes), (where, count, failure) -> where.close());
		});
		Peer peer = connect().send(new byte[500_000]);
		assertThat(Arrays.equals(peer.readAll(), bytes)).isTrue();
		peer.fin();
		world().until(() -> server().connections().size() == 0);
		assertThat(server().stats().closed(CloseReason.LOCAL)).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("H6 H7 an abort drops what is pending, and the peer reads a reset, not an end")
	void abort(boolean onLoop) throws Exception {
		start();
		Peer peer = connect();
		where(onLoop, (connection) -> {
			connection.write(ByteBuffer.allocate(Peer.MORE_THAN_FITS));
			connection.abort();
			connection.abort();
		});
		assertThat(awaitClosed()).isEqualTo(CloseReason.LOCAL);
		assertThatExceptionOfType(IOException.class).isThrownBy(peer::readAll);
		assertThat(this.handler.events).containsExactly("open", "close LOCAL");
		assertThat(connection().pendingWriteBytes()).isZero();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("S3-19 R5 X7 Y5 a peer's reset ends the connection once, with output waiting or without, and others are served")
	void reset(boolean waiting) throws Exception {
		start();
		Peer peer = connect();
		if (waiting) {
			onLoop((connection) -> connection.write(ByteBuffer.allocate(Peer.MORE_THAN_FITS)));
		}
		peer.reset();
		assertThat(awaitClosed()).isEqualTo(CloseReason.PEER_RESET);
		assertThat(this.handler.cause).isInstanceOf(IOException.class);
		assertThat(this.handler.events).containsExactly("open", "close PEER_RESET");
		connect().send("next");
		world().until(() -> this.handler.text().equals("next"));
	}

	@Test
	@DisplayName("H7 a stop ends what is open, once, with STOP")
	void stop() throws Exception {
		start();
		connect();
		onLoop((connection) -> connection.write(ByteBuffer.allocate(Peer.MORE_THAN_FITS)));
		world().close();
		assertThat(this.handler.events).containsExactly("open", "close STOP");
	}

	@Test
	@DisplayName("H12 a connection may end another inside its callback")
	void endsAnother() throws Exception {
		start(new Recorder() {
			@Override
			public void onData(Connection connection, ByteBuffer data) throws Exception {
				super.onData(connection, data);
				server().connections().forEach((each) -> {
					if (each != connection) {
						each.abort();
					}
				});
				connection.write(Bytes.of("alone"));
			}
		});
		Peer victim = connect();
		assertThat(connect().send("go").readText(5)).isEqualTo("alone");
		assertThatExceptionOfType(IOException.class).isThrownBy(victim::readAll);
		world().until(() -> server().connections().size() == 1);
	}

}
