package dev.leat.reactor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The thread of a loop, from its start to its end.
 */
class LoopThreadTests {

	private static EventLoopGroup.Builder group(List<EventLoop> loops) {
		return EventLoopGroup.builder().threads(1).starter((loop) -> {
			loops.add(loop);
			loop.start();
		});
	}

	private static LeatServer server(EventLoopGroup group) {
		return Servers.server("test", group, (config) -> {
		}, (connection) -> Servers.ECHO);
	}

	@Test
	@DisplayName("L21 S3-27 P2 start returns when the thread runs, under its own name")
	void startWaits() throws Exception {
		List<EventLoop> loops = new ArrayList<>();
		LeatServer server = server(group(loops).threadNamePrefix("mill").build());
		server.start();
		try {
			List<String> names = new ArrayList<>();
			for (EventLoop loop : loops) {
				assertThat(loop.inLoop()).isFalse();
				assertThat(loop.hasEnded()).isFalse();
				CompletableFuture<String> name = new CompletableFuture<>();
				assertThat(loop.run(() -> name.complete(Thread.currentThread().getName() + loop.inLoop()))).isTrue();
				names.add(name.get(20, TimeUnit.SECONDS));
			}
			assertThat(names).containsExactly("mill-loop-0true", "mill-acceptortrue");
		}
		finally {
			server.stop();
		}
	}

	@Test
	@DisplayName("S3-27 a starter that is interrupted still gets a server that runs, and keeps its interrupt")
	void interruptedStarter() throws Exception {
		LeatServer server = server(group(new ArrayList<>()).build());
		Thread.currentThread().interrupt();
		server.start();
		try {
			assertThat(Thread.interrupted()).isTrue();
			try (Client client = Client.to(server)) {
				assertThat(client.echo("runs")).isEqualTo("runs");
			}
		}
		finally {
			server.stop();
		}
	}

	@Test
	@DisplayName("Y13 L4 stop wakes loops that sleep for ever, and they end; calls after that are refused")
	void stopWakes() throws Exception {
		List<EventLoop> loops = new ArrayList<>();
		LeatServer server = server(group(loops).build());
		server.start();
		server.stop();
		for (EventLoop loop : loops) {
			loop.ended().get(20, TimeUnit.SECONDS);
			assertThat(loop.hasEnded()).isTrue();
			assertThat(loop.run(() -> {
				throw new AssertionError("It runs after the end");
			})).isFalse();
		}
	}

	@Test
	@DisplayName("L4 T13 a loop that ends does not call timers that were waiting")
	void timersOfAnEndedLoop() {
		List<String> ran = new ArrayList<>();
		Stepped stepped = Stepped.of(Servers.ECHO);
		stepped.connect();
		stepped.connection().schedule(Duration.ofSeconds(1), () -> ran.add("timer"));
		stepped.connection().scheduleAtFixedRate(Duration.ofSeconds(1), Duration.ofSeconds(1), () -> ran.add("tick"));
		stepped.close();
		stepped.advance(Duration.ofSeconds(5));
		assertThat(ran).isEmpty();
		assertThat(stepped.network.open()).isZero();
	}

	@Test
	@DisplayName("L3 L1 a turn without anything to do returns, and one with a timer due fires it without an event")
	void emptyTurn() {
		List<String> ran = new ArrayList<>();
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			stepped.connect();
			stepped.turn();
			assertThat(stepped.loops.get(0).hasWork()).isFalse();
			stepped.connection().schedule(Duration.ofSeconds(1), () -> ran.add("timer"));
			stepped.clock.advance(Duration.ofSeconds(1));
			assertThat(stepped.loops.get(0).hasWork()).isTrue();
			stepped.turn();
			assertThat(ran).containsExactly("timer");
		}
	}

	@Test
	@DisplayName("S5-10 two groups in one process do not disturb each other")
	void twoGroups() throws Exception {
		LeatServer one = server(group(new ArrayList<>()).build());
		LeatServer other = server(group(new ArrayList<>()).build());
		one.start();
		other.start();
		try (Client client = Client.to(other)) {
			assertThat(client.echo("before")).isEqualTo("before");
			one.stop();
			assertThat(client.echo("after")).isEqualTo("after");
		}
		finally {
			one.stop();
			other.stop();
		}
	}

}
