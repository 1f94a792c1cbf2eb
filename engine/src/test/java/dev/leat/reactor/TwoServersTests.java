package dev.leat.reactor;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two servers in one process do not affect each other.
 */
class TwoServersTests {

	private static EventLoopGroup group(int threads) {
		return EventLoopGroup.builder().threads(threads).build();
	}

	private static LeatServer echo(String name, EventLoopGroup group) {
		return Servers.server(name, group, (config) -> {
		}, (connection) -> Servers.ECHO);
	}

	private static void serves(LeatServer server) throws Exception {
		for (int i = 0; i < 20; i++) {
			try (Client client = Client.to(server)) {
				assertThat(client.echo(server.name())).isEqualTo(server.name());
			}
		}
	}

	@Test
	@DisplayName("S5-10 A3 two servers with selectors of their own hear client after client, in turns")
	void twoGroups() throws Exception {
		try (EventLoopGroup one = group(1); EventLoopGroup two = group(0)) {
			LeatServer first = echo("first", one);
			LeatServer second = echo("second", two);
			first.start();
			second.start();
			for (int i = 0; i < 5; i++) {
				serves(first);
				serves(second);
			}
			first.stop();
			serves(second);
			first.start();
			serves(first);
			assertThat(first.stats().listenerRecovered() + second.stats().listenerRecovered()).isZero();
		}
	}

	@Test
	@DisplayName("S5-10 two servers on the same loops hear client after client, in turns")
	void oneGroup() throws Exception {
		try (EventLoopGroup group = group(2)) {
			LeatServer first = echo("first", group);
			LeatServer second = echo("second", group);
			first.start();
			second.start();
			serves(first);
			serves(second);
			first.stop();
			serves(second);
			first.start();
			serves(first);
			assertThat(second.stats().accepted()).isEqualTo(40);
			assertThat(second.stats().closed(CloseReason.STOP)).isZero();
		}
	}

	@Test
	@DisplayName("S5-10 S5-6 a handler that blocks its loop holds up neither the other server nor any listener")
	void blockedHandler() throws Exception {
		CountDownLatch blocked = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		try (EventLoopGroup one = group(1); EventLoopGroup two = group(1)) {
			LeatServer blocks = Servers.server("blocks", one, (config) -> {
			}, (connection) -> (where, data) -> {
				blocked.countDown();
				release.await();
				where.write(data);
			});
			LeatServer other = echo("other", two);
			blocks.start();
			other.start();
			try (Client held = Client.to(blocks); Client waits = Client.to(blocks)) {
				held.send("held");
				assertThat(blocked.await(30, TimeUnit.SECONDS)).isTrue();
				serves(other);
				Until.holds(() -> blocks.stats().accepted() == 2);
				assertThat(blocks.stats().accepting()).isTrue();
				release.countDown();
				assertThat(held.readText(4)).isEqualTo("held");
				assertThat(waits.echo("next")).isEqualTo("next");
			}
		}
	}

	@Test
	@DisplayName("S5-11 FE1 a server whose handler always fails does not disturb its neighbour on the same loop")
	void failingNeighbour() throws Exception {
		try (Logs logs = Logs.of(LeatServer.class, Level.ERROR); EventLoopGroup group = group(0)) {
			LeatServer fails = Servers.server("fails", group, (config) -> {
			}, (connection) -> (where, data) -> {
				throw new StackOverflowError("by design");
			});
			LeatServer other = echo("other", group);
			fails.start();
			other.start();
			try (Client client = Client.to(other)) {
				for (int i = 0; i < 10; i++) {
					try (Client lost = Client.to(fails)) {
						lost.send("x").fin();
						assertThat(lost.readAll()).isEmpty();
					}
					assertThat(client.echo("calm")).isEqualTo("calm");
				}
			}
			assertThat(fails.stats().handlerErrors(Callback.DATA)).isEqualTo(10);
			assertThat(other.stats().handlerErrors(Callback.DATA)).isZero();
			assertThat(logs.lines()).isNotEmpty();
		}
	}

	@Test
	@DisplayName("A8 a connection of one server may write to one of another server, on another loop")
	void acrossServers() throws Exception {
		try (EventLoopGroup one = group(1); EventLoopGroup two = group(1)) {
			LeatServer sink = echo("sink", two);
			LeatServer source = Servers.server("source", one, (config) -> {
			}, (connection) -> (where, data) -> sink.connections().write(data));
			sink.start();
			source.start();
			try (Client hears = Client.to(sink); Client speaks = Client.to(source)) {
				hears.echo("x");
				for (int i = 0; i < 100; i++) {
					speaks.send(String.format("%03d", i));
					assertThat(hears.readText(3)).isEqualTo(String.format("%03d", i));
				}
			}
		}
	}

}
