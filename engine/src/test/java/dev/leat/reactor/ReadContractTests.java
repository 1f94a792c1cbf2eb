package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contract: what the peer sends is delivered, held back and delivered again.
 */
class ReadContractTests extends ConnectionContract {

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("R15 L14 paused reading pushes back; resumed, nothing is lost")
	void pauseAndResume(boolean onLoop) throws Exception {
		byte[] sent = Bytes.random(2 * Peer.MORE_THAN_FITS);
		start();
		Peer peer = connect();
		where(onLoop, Connection::pauseReading);
		world().until(() -> connection().isReadingPaused());
		onLoop((connection) -> {
		});
		int before = this.handler.input.size();
		peer.send(sent).fin();
		where(onLoop, (connection) -> connection.write(Bytes.of("written meanwhile")));
		assertThat(peer.readText(17)).isEqualTo("written meanwhile");
		assertThat(this.handler.input.size()).isEqualTo(before).isZero();
		where(onLoop, Connection::resumeReading);
		assertThat(awaitClosed()).isEqualTo(CloseReason.PEER_CLOSED);
		assertThat(this.handler.input.toByteArray()).isEqualTo(sent);
	}

	@Test
	@DisplayName("R15 a handler that pauses after each message gets the next one only when it is ready")
	void oneAtATime() throws Exception {
		List<String> seen = new ArrayList<>();
		start((connection, data) -> {
			seen.add(Bytes.take(data, 3));
			connection.pauseReading();
		});
		connect().send("onetwo");
		for (List<String> expected : List.of(List.of("one"), List.of("one", "two"))) {
			world().until(() -> connection().isReadingPaused());
			onLoop((connection) -> {
				assertThat(seen).isEqualTo(expected);
				connection.resumeReading();
			});
		}
	}

	@Test
	@DisplayName("R11 R12 S3-36 what a handler leaves comes again in front of new bytes, as often as it is left")
	void leftovers() throws Exception {
		start((connection, data) -> {
			while (data.remaining() >= 4) {
				int length = data.getInt(data.position());
				if (data.remaining() < 4 + length) {
					return;
				}
				data.getInt();
				ByteBuffer message = data.slice(data.position(), length);
				data.position(data.position() + length);
				connection.write(message);
			}
		});
		byte[] content = Bytes.random(300_000);
		byte[] message = ByteBuffer.allocate(4 + content.length).putInt(content.length).put(content).array();
		Peer peer = connect();
		for (int i = 0; i < 5; i++) {
			peer.send(message);
		}
		for (int i = 0; i < 5; i++) {
			assertThat(peer.read(content.length)).isEqualTo(content);
		}
		world().until(() -> world().buffers().used() == 0);
	}

	@Test
	@DisplayName("R4 R12 what is left when the peer ends is there in onInputEnd")
	void leftAtTheEnd() throws Exception {
		List<String> left = new ArrayList<>();
		start(new Recorder() {
			@Override
			public void onData(Connection connection, ByteBuffer data) {
				data.get();
			}

			@Override
			public void onInputEnd(Connection connection) {
				left.add(Bytes.take(connection.unconsumed()));
				connection.close();
			}
		});
		Peer peer = connect().send("x");
		world().until(() -> server().stats().bytesRead() == 1);
		peer.send("yz").fin();
		world().until(() -> connection().closed().toCompletableFuture().isDone());
		assertThat(left).containsExactly("z");
	}

	@Test
	@DisplayName("S3-36 more than read.max-pending left unconsumed closes with READ_OVERFLOW")
	void overflow() throws Exception {
		Recorder leaves = new Recorder() {
			@Override
			public void onData(Connection connection, ByteBuffer data) {
			}
		};
		start((config) -> config.readMaxPending(100_000), leaves);
		connect().send(new byte[300_000]).fin();
		world().until(leaves.closed::isDone);
		assertThat(leaves.events).containsExactly("open", "close READ_OVERFLOW");
		assertThat(world().buffers().used()).isZero();
	}

	@Test
	@DisplayName("S3-18 the bytes are lent read-only, and the handler may look at them without taking them")
	void lentView() throws Exception {
		start((connection, data) -> {
			assertThat(data.isReadOnly()).isTrue();
			if (data.remaining() == 6) {
				connection.write(data);
			}
		});
		Peer peer = connect().send("abc");
		world().until(() -> server().stats().bytesRead() == 3);
		assertThat(peer.send("def").readText(6)).isEqualTo("abcdef");
	}

}
