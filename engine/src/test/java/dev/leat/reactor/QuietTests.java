package dev.leat.reactor;

import java.util.List;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What goes as it should leaves nothing behind: no line in the log, no mail, no buffer.
 */
class QuietTests {

	@Test
	@DisplayName("Y17 connections that come, talk and go are not worth a line in the log")
	void noLineForConnections() {
		assertThat(logged(Level.INFO, () -> {
			try (Stepped stepped = Stepped.of(Servers.ECHO)) {
				for (int i = 0; i < 20; i++) {
					SimPeer peer = stepped.connect().send("hello").fin();
					stepped.step();
					assertThat(peer.text()).isEqualTo("hello");
				}
			}
		})).isEmpty();
	}

	@Test
	@DisplayName("Y17 a message is not worth a line, not even at debug")
	void noLineForMessages() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			SimPeer peer = stepped.connect();
			assertThat(logged(Level.TRACE, () -> {
				for (int i = 0; i < 100; i++) {
					peer.send(".");
					stepped.step();
				}
			})).isEmpty();
			assertThat(peer.received()).hasSize(100);
		}
	}

	@Test
	@DisplayName("S3-B3 ten thousand changes that other threads ask for leave nothing behind")
	void nothingIsLeftOfChanges() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			SimPeer peer = stepped.connect();
			NioConnection connection = stepped.connection();
			int timers = connection.loop().timers().size();
			Stepped.elsewhere(() -> {
				for (int i = 0; i < 10_000; i++) {
					connection.pauseReading();
					connection.write(Bytes.of("."));
					connection.resumeReading();
				}
			});
			stepped.step();
			assertThat(peer.received()).hasSize(10_000);
			assertThat(connection.loop().hasWork()).isFalse();
			assertThat(connection.loop().timers().size()).isEqualTo(timers);
			assertThat(connection.loop().counters().pendingTasks()).isZero();
			assertThat(stepped.group.bufferStats().used()).isZero();
		}
	}

	private static List<String> logged(Level level, Runnable what) {
		List<Logs> logs = Stream.of(Acceptor.class, EventLoop.class, Guard.class, LeatServer.class, NioConnection.class)
			.map((type) -> Logs.of(type, level))
			.toList();
		try {
			what.run();
			return logs.stream().flatMap((each) -> each.lines().stream()).toList();
		}
		finally {
			logs.forEach(Logs::close);
		}
	}

}
