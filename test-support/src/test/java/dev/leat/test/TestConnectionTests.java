package dev.leat.test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.leat.codec.FrameConnection;
import dev.leat.codec.FrameHandler;
import dev.leat.codec.Framing;
import dev.leat.codec.Reply;
import dev.leat.reactor.CloseReason;
import dev.leat.reactor.Connection;
import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.HandlerFactory;
import dev.leat.reactor.ProxyConfig;
import dev.leat.reactor.RejectReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link TestConnection}: what {@link Connection} and its handlers promise
 * holds in it.
 */
class TestConnectionTests {

	private final List<String> seen = new ArrayList<>();

	private static String take(ByteBuffer data) {
		return StandardCharsets.UTF_8.decode(data).toString();
	}

	private static ByteBuffer bytes(String text) {
		return StandardCharsets.UTF_8.encode(text);
	}

	@Nested
	class Handlers {

		@Test
		void aHandlerIsDriven() {
			try (TestConnection client = TestConnection.open((connection, data) -> connection.write(data))) {
				client.send("hello").expect("hello").send("a\r\n").expectLine("a");
				client.endOutput().expectClose();
				assertThat(client.closeReason()).isEqualTo(CloseReason.PEER_CLOSED);
			}
		}

		@Test
		void aFactoryMakesAHandlerForEach() {
			HandlerFactory factory = (connection) -> {
				ByteBuffer greeting = bytes("you are " + connection.remoteAddress());
				return new ConnectionHandler() {

					@Override
					public void onOpen(Connection connection) {
						connection.write(greeting);
					}

					@Override
					public void onData(Connection connection, ByteBuffer data) {
					}

				};
			};
			InetAddress address = new InetSocketAddress("192.0.2.1", 0).getAddress();
			try (TestConnection client = TestConnection.builder().from(address).open(factory)) {
				assertThat(new String(client.receiveSent(), StandardCharsets.UTF_8)).startsWith("you are /192.0.2.1:");
			}
		}

		@Test
		void framesAreDriven() {
			HandlerFactory lines = Framing.lines(StandardCharsets.UTF_8)
				.handler((connection, name) -> connection.send("Hello " + name));
			try (TestConnection client = TestConnection.open(lines)) {
				client.send("An").send("n\nBob\n").expectLine("Hello Ann").expectLine("Hello Bob");
			}
		}

		@Test
		void answersThatAreOwedKeepTheirOrder() {
			List<Reply<String>> owed = new ArrayList<>();
			HandlerFactory lines = Framing.lines(StandardCharsets.UTF_8).handler(new FrameHandler<String, String>() {

				@Override
				public void onFrame(FrameConnection<String> connection, String frame) {
					owed.add(connection.defer());
				}

			});
			try (TestConnection client = TestConnection.open(lines)) {
				client.send("1\n2\n");
				owed.get(1).send("second");
				assertThat(client.receiveSent()).isEmpty();
				owed.get(0).send("first");
				client.expectLine("first").expectLine("second");
			}
		}

		@Test
		void whatAnExecutorDoesIsWaitedFor() {
			ExecutorService executor = Executors.newSingleThreadExecutor();
			HandlerFactory lines = Framing.lines(StandardCharsets.UTF_8)
				.blocking(executor, (connection, line) -> Thread.currentThread() + " says " + line);
			try (TestConnection client = TestConnection.open(lines)) {
				assertThat(client.send("hi\n").receiveLine()).contains("pool-").endsWith("says hi");
			}
			finally {
				executor.shutdownNow();
			}
		}

		@Test
		void whatAHandlerThrowsIsSeen() {
			IllegalArgumentException failure = new IllegalArgumentException("no");
			try (TestConnection client = TestConnection.open((connection, data) -> {
				throw failure;
			})) {
				client.send("x").expectClose();
				assertThat(client.closeReason()).isEqualTo(CloseReason.HANDLER_ERROR);
				assertThat(client.closeCause()).isSameAs(failure);
			}
		}

	}

	@Nested
	class Views {

		@Test
		void whatAHandlerLeavesComesAgain() {
			try (TestConnection client = TestConnection.open((connection, data) -> {
				TestConnectionTests.this.seen.add(take(data.duplicate()));
				data.position(Math.max(0, data.limit() - 1));
			})) {
				client.send("abc").send("de");
				assertThat(TestConnectionTests.this.seen).containsExactly("abc", "cde");
			}
		}

		@Test
		@DisplayName("S3-18 a view that a handler keeps is poisoned when the call returns")
		void aViewIsDeadAfterTheCall() {
			List<ByteBuffer> kept = new ArrayList<>();
			try (TestConnection client = TestConnection.open((connection, data) -> {
				assertThat(data.isReadOnly()).isTrue();
				kept.add(data.duplicate());
				data.position(data.limit());
			})) {
				client.send("secret");
				assertThat(client.closeReason()).isNull();
				assertThat(take(kept.get(0).clear().slice(0, 6))).isNotEqualTo("secret");
			}
		}

	}

	@Nested
	class Threads {

		@Test
		void theTestIsAnotherThreadThanTheLoop() {
			try (TestConnection client = TestConnection.open((connection, data) -> {
			})) {
				Connection connection = client.connection();
				assertThatIllegalStateException().isThrownBy(() -> connection.defer(1));
				assertThatIllegalStateException().isThrownBy(connection::unconsumed);
				connection.execute(() -> connection.write(bytes("on the loop " + connection.unconsumed())));
				assertThat(client.receiveText(11)).isEqualTo("on the loop");
			}
		}

		@Test
		void theOrderOfCallsFromElsewhereIsKept() {
			try (TestConnection client = TestConnection.open((connection, data) -> {
			})) {
				Connection connection = client.connection();
				CompletableFuture.runAsync(() -> {
					connection.write(bytes("one "));
					connection.execute(() -> connection.write(bytes("two ")));
					connection.execute(() -> connection.write(bytes("three")));
					connection.execute(connection::close);
				}).join();
				assertThat(client.receiveAllText()).isEqualTo("one two three");
			}
		}

	}

	@Nested
	class Marks {

		@Test
		void aClientThatDoesNotReadPausesReading() {
			ByteBuffer much = ByteBuffer.allocate(100_000);
			try (TestConnection client = TestConnection.open(new Watcher() {

				@Override
				public void onData(Connection connection, ByteBuffer data) {
					data.position(data.limit());
					connection.write(much.clear());
				}

			}).window(0)) {
				client.send("x");
				Connection connection = client.connection();
				assertThat(connection.isWritable()).isFalse();
				assertThat(connection.isReadingPaused()).isTrue();
				assertThat(connection.pendingWriteBytes()).isEqualTo(100_000);
				client.window(80_000);
				assertThat(client.connection().isWritable()).isTrue();
				assertThat(client.receiveSent()).hasSize(80_000);
				assertThat(TestConnectionTests.this.seen).containsExactly("open", "writable");
			}
		}

		@Test
		void theCapEndsTheConnection() {
			try (TestConnection client = TestConnection.builder()
				.config((config) -> config.writeMaxPending(1000))
				.open((connection, data) -> connection.write(ByteBuffer.allocate(1001)))
				.window(0)) {
				client.send("x").expectReset();
				assertThat(client.closeReason()).isEqualTo(CloseReason.WRITE_OVERFLOW);
			}
		}

		@Test
		void inputThatIsLeftHasABound() {
			try (TestConnection client = TestConnection.builder()
				.config((config) -> config.readMaxPending(10))
				.open((connection, data) -> {
				})) {
				client.send("0123456789");
				assertThat(client.closeReason()).isNull();
				client.send("x");
				assertThat(client.closeReason()).isEqualTo(CloseReason.READ_OVERFLOW);
			}
		}

	}

	@Nested
	class Time {

		@Test
		void idleConnectionsEndAtTheirMoment() {
			try (TestConnection client = TestConnection.open((connection, data) -> data.position(data.limit()))) {
				client.advance(Duration.ofMinutes(4)).send("x").advance(Duration.ofMinutes(4));
				assertThat(client.closeReason()).isNull();
				client.advance(Duration.ofMinutes(1)).expectClose();
				assertThat(client.closeReason()).isEqualTo(CloseReason.IDLE);
			}
		}

		@Test
		void timersRunEachAtItsMoment() {
			try (TestConnection client = TestConnection
				.open((connection, data) -> connection.scheduleAtFixedRate(Duration.ofSeconds(1), Duration.ofSeconds(1),
						() -> connection.write(bytes("tick "))))) {
				client.send("x").advance(Duration.ofMillis(2999));
				assertThat(new String(client.receiveSent(), StandardCharsets.UTF_8)).isEqualTo("tick tick ");
				client.advance(Duration.ofMillis(1)).expect("tick ");
			}
		}

	}

	@Nested
	class Ends {

		@Test
		void halfAConnectionGoesOn() {
			try (TestConnection client = TestConnection.open(new Watcher())) {
				client.connection().shutdownOutput();
				client.expectClose().send("still heard");
				assertThat(client.closeReason()).isNull();
				assertThat(client.endOutput().closeReason()).isEqualTo(CloseReason.PEER_CLOSED);
			}
		}

		@Test
		void aResetIsSeen() {
			try (TestConnection client = TestConnection.open(new Watcher())) {
				client.reset();
				assertThat(client.closeReason()).isEqualTo(CloseReason.PEER_RESET);
				assertThat(TestConnectionTests.this.seen).containsExactly("open", "close PEER_RESET");
			}
		}

		@Test
		void drainingIsSeen() {
			try (TestConnection client = TestConnection.open(new Watcher() {

				@Override
				public void onDrain(Connection connection, Duration remaining) {
					connection.write(bytes("bye, " + remaining.toSeconds() + " s are left\n"));
				}

			})) {
				client.drain(Duration.ofSeconds(20)).expectLine("bye, 20 s are left");
				client.advance(Duration.ofSeconds(20));
				assertThat(client.closeReason()).isEqualTo(CloseReason.STOP);
			}
		}

		@Test
		void theEndOfTheTestEndsIt() {
			TestConnection client = TestConnection.open(new Watcher());
			client.close();
			client.close();
			assertThat(TestConnectionTests.this.seen).containsExactly("open", "close STOP");
		}

		@Test
		void whoIsTurnedAwayIsSeenByNoHandler() {
			try (TestConnection client = TestConnection.builder()
				.config((config) -> config.deny(List.of("127.0.0.0/8")))
				.open(new Watcher())) {
				client.expectReset();
				assertThat(client.rejectReason()).isEqualTo(RejectReason.DENIED);
				assertThatIllegalStateException().isThrownBy(client::connection)
					.withMessageContaining("it was turned away");
				assertThat(TestConnectionTests.this.seen).isEmpty();
			}
		}

		@Test
		void aProxyTellsWhoTheClientIs() {
			ProxyConfig proxy = ProxyConfig.of(ProxyConfig.Mode.REQUIRED, List.of("127.0.0.1"));
			try (TestConnection client = TestConnection.builder()
				.config((config) -> config.proxyProtocol(proxy))
				.open(new Watcher())) {
				assertThatIllegalStateException().isThrownBy(client::connection).withMessageContaining("yet");
				client.proxyHeader(new InetSocketAddress("192.0.2.9", 99));
				assertThat(client.connection().remoteAddress()).isEqualTo(new InetSocketAddress("192.0.2.9", 99));
			}
		}

		@Test
		void aTaskThatAlwaysAsksForAnotherOneIsFound() {
			TestConnection client = TestConnection.open((connection, data) -> again(connection));
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> client.send("x"))
				.withMessageStartingWith("There is no end of it");
		}

		private static void again(Connection connection) {
			connection.execute(() -> again(connection));
		}

	}

	/** Notes what it is told. */
	private class Watcher implements ConnectionHandler {

		@Override
		public void onOpen(Connection connection) {
			TestConnectionTests.this.seen.add("open");
		}

		@Override
		public void onData(Connection connection, ByteBuffer data) {
			data.position(data.limit());
		}

		@Override
		public void onWritable(Connection connection) {
			TestConnectionTests.this.seen.add("writable");
		}

		@Override
		public void onClose(Connection connection, CloseReason reason, @Nullable Throwable cause) {
			TestConnectionTests.this.seen.add("close " + reason);
		}

	}

}
