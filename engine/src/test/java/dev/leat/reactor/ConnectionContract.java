package dev.leat.reactor;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a connection promises, whatever lies below. Its subclasses hold one part of the
 * contract each, and run over every {@link Wire}. After each test every connection that
 * was opened has ended, was told so once and nothing afterwards, all on one thread, and
 * no buffer is lent any more.
 */
@ParameterizedClass(name = "{0}")
@EnumSource
abstract class ConnectionContract {

	@Parameter
	@SuppressWarnings("NullAway.Init")
	Wire wire;

	/** What the connections of the test are told, unless it has other handlers. */
	final Recorder handler = new Recorder();

	private final List<Connection> opened = new CopyOnWriteArrayList<>();

	private final List<CompletableFuture<CloseReason>> ends = new CopyOnWriteArrayList<>();

	private final List<WatchedHandler> watched = new CopyOnWriteArrayList<>();

	private @Nullable World running;

	/** A server that tells {@link #handler}. */
	void start() {
		start(this.handler);
	}

	void start(ConnectionHandler handler) {
		start((config) -> {
		}, handler);
	}

	void start(Consumer<ServerConfig.Builder> config, ConnectionHandler handler) {
		start(config, (HandlerFactory) (connection) -> handler);
	}

	void start(Consumer<ServerConfig.Builder> config, HandlerFactory factory) {
		this.running = this.wire.open(config, (connection) -> {
			this.opened.add(connection);
			this.ends.add(connection.closed().toCompletableFuture());
			WatchedHandler handler = new WatchedHandler(factory.create(connection));
			this.watched.add(handler);
			return handler;
		});
	}

	World world() {
		assertThat(this.running).as("the world, which start() makes").isNotNull();
		return this.running;
	}

	LeatServer server() {
		return world().server();
	}

	/** Connects, and returns when the connection is open. */
	Peer connect() throws Exception {
		int before = server().connections().size();
		Peer peer = world().connect();
		world().until(() -> server().connections().size() > before);
		return peer;
	}

	/** The connection that was opened first. */
	NioConnection connection() {
		return (NioConnection) this.opened.get(0);
	}

	/** Does something on the connection's loop, and returns when it is done. */
	void onLoop(Consumer<Connection> what) throws Exception {
		NioConnection connection = connection();
		CompletableFuture<Void> done = new CompletableFuture<>();
		connection.execute(() -> {
			try {
				what.accept(connection);
				done.complete(null);
			}
			catch (Throwable failure) {
				done.completeExceptionally(failure);
			}
		});
		world().until(done::isDone);
		done.join();
	}

	/** Does something on a thread that is no loop's, and returns when it is done. */
	void elsewhere(Consumer<Connection> what) {
		NioConnection connection = connection();
		Stepped.elsewhere(() -> what.accept(connection));
	}

	/** Does something here or there. */
	void where(boolean onLoop, Consumer<Connection> what) throws Exception {
		if (onLoop) {
			onLoop(what);
		}
		else {
			elsewhere(what);
		}
	}

	/** Returns when {@link #handler} has been told of the end. */
	CloseReason awaitClosed() throws Exception {
		world().until(this.handler.closed::isDone);
		return this.handler.closed.join();
	}

	@AfterEach
	void nothingStays() throws Exception {
		if (this.running != null) {
			this.running.close();
			assertThat(this.ends).allMatch(CompletableFuture::isDone);
			this.watched.forEach(WatchedHandler::assertEndedOnce);
			assertThat(this.running.server().connections().size()).isZero();
		}
	}

}
