package dev.leat.reactor;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import ch.qos.logback.classic.Level;
import dev.leat.sim.SimPeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A stop releases everything, whatever state it is in.
 */
class StopTests {

	@Test
	@DisplayName("S3-B1 S3-B2 Y3 a stop closes every socket, the listener and the selectors")
	void everythingIsClosed() {
		Stepped stepped = Stepped.with((loops) -> loops.threads(2), (config) -> {
		}, (connection) -> Servers.ECHO);
		List<SimPeer> peers = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			peers.add(stepped.connect());
		}
		stepped.close();
		assertThat(peers).allMatch(SimPeer::isReleased);
		assertThat(stepped.network.open()).isZero();
		assertThat(stepped.loops).as("the loops have ended").isEmpty();
		assertThat(stepped.stats().closed(CloseReason.STOP)).isEqualTo(10);
		assertThat(stepped.group.loopStats()).allMatch((loop) -> loop.connections() == 0);
	}

	@Test
	@DisplayName("S3-B4 a stop gives back what was queued and what was kept")
	void buffersAreGivenBack() {
		ConnectionHandler leaves = (connection, data) -> connection.write(ByteBuffer.allocate(100_000));
		Stepped stepped = Stepped.of(leaves);
		SimPeer peer = stepped.connect().window(10);
		peer.send("kept by the handler");
		stepped.step();
		assertThat(stepped.group.bufferStats().used()).isPositive();
		stepped.close();
		assertThat(stepped.group.bufferStats().used()).isZero();
		assertThat(stepped.stats().pendingWriteBytes()).isZero();
	}

	@Test
	@DisplayName("H7 a connection that lingers is released, with the reason that it had")
	void lingeringIsReleased() {
		Recorder recorder = new Recorder();
		Stepped stepped = Stepped.of(recorder);
		SimPeer peer = stepped.connect();
		stepped.connection().close();
		stepped.step();
		assertThat(peer.isReleased()).as("it waits for the peer's FIN").isFalse();
		stepped.close();
		assertThat(peer.isReleased()).isTrue();
		assertThat(recorder.events).containsExactly("open", "close LOCAL");
	}

	@Test
	@DisplayName("FD2 a connection that comes to its loop after the stop is turned away before a handler sees it")
	void tooLate() {
		Recorder recorder = new Recorder();
		List<String> rejected = new ArrayList<>();
		ServerListener watches = new ServerListener() {
			@Override
			public void rejected(@Nullable SocketAddress remote, RejectReason reason) {
				rejected.add(reason.word());
			}
		};
		Stepped stepped = Stepped.with((loops) -> loops.threads(1), (config) -> {
		}, (connection) -> recorder, watches);
		SimPeer peer = stepped.network.connect(stepped.port());
		turnAcceptor(stepped);
		stepped.close();
		assertThat(recorder.events).isEmpty();
		assertThat(rejected).containsExactly("draining");
		assertThat(peer.gotReset()).isTrue();
		assertThat(stepped.stats().rejected(RejectReason.DRAINING)).isEqualTo(1);
		assertThat(stepped.network.open()).isZero();
	}

	private static void turnAcceptor(Stepped stepped) {
		try {
			stepped.loops.get(stepped.loops.size() - 1).turn(0);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	@Test
	@DisplayName("H7 a handler that throws or writes in onClose does not hold the stop up")
	void onCloseMisbehaves() {
		Recorder misbehaves = new Recorder() {
			@Override
			public void onClose(Connection connection, CloseReason reason, @Nullable Throwable cause) {
				super.onClose(connection, reason, cause);
				connection.write(ByteBuffer.allocate(10));
				connection.close();
				throw new IllegalStateException("in onClose");
			}
		};
		try (Logs logs = Logs.of(LeatServer.class, Level.ERROR)) {
			Stepped stepped = Stepped.of(misbehaves);
			stepped.connect();
			stepped.connect();
			stepped.close();
			assertThat(misbehaves.events).containsExactly("open", "open", "close STOP", "close STOP");
			assertThat(stepped.server.isRunning()).isFalse();
			assertThat(stepped.network.open()).isZero();
			assertThat(logs.lines()).hasSize(1);
		}
	}

	@Test
	@DisplayName("S5-10 stopping one of two servers on a loop leaves the other's connections and listener alone")
	void otherServerStays() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			SimPeer mine = stepped.connect();
			LeatServer second = Servers.server("second", stepped.group, (config) -> {
			}, (connection) -> Servers.ECHO);
			second.start();
			stepped.step();
			SimPeer other = stepped.network.connect(stepped.port(second));
			stepped.step();
			second.stop();
			stepped.step();
			assertThat(other.isReleased()).isTrue();
			mine.send("mine");
			SimPeer late = stepped.connect().send("late");
			stepped.step();
			assertThat(mine.text()).isEqualTo("mine");
			assertThat(late.text()).isEqualTo("late");
			assertThat(second.stats().closed(CloseReason.STOP)).isEqualTo(1);
			assertThat(stepped.stats().closed(CloseReason.STOP)).isZero();
		}
	}

	@Test
	@DisplayName("S5-10 a server that drains does not touch its neighbour")
	void otherServerIsNotDrained() {
		Recorder neighbour = new Recorder();
		try (Stepped stepped = Stepped.of(neighbour)) {
			stepped.connect();
			LeatServer second = Servers.server("second", stepped.group, (config) -> {
			}, (connection) -> Servers.ECHO);
			second.start();
			stepped.step();
			stepped.network.connect(stepped.port(second));
			stepped.step();
			second.drain(Duration.ZERO);
			stepped.step();
			assertThat(second.connections().size()).isZero();
			assertThat(neighbour.events).containsExactly("open");
			assertThat(stepped.stats().draining()).isFalse();
			second.stop();
			stepped.step();
		}
	}

	@Test
	@DisplayName("L14 FD4 a server starts and stops again and again, and its figures count on")
	void again() {
		Recorder recorder = new Recorder();
		try (Stepped stepped = Stepped.of(recorder)) {
			for (int i = 1; i <= 5; i++) {
				stepped.connect();
				stepped.close();
				assertThat(stepped.stats().accepted()).isEqualTo(i);
				assertThat(stepped.stats().closed(CloseReason.STOP)).isEqualTo(i);
				stepped.server.start();
				stepped.step();
			}
		}
	}

}
