package dev.leat.reactor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.leat.sim.SimListener;
import dev.leat.sim.SimNetwork;
import dev.leat.sim.SimPeer;
import org.jspecify.annotations.Nullable;

/**
 * A server over a simulated network and a fake clock, whose loops the test's own thread
 * steps: nothing happens between two steps.
 */
final class Stepped implements AutoCloseable {

	private static final int MANY = 10_000;

	final SimNetwork network = new SimNetwork();

	final FakeClock clock = new FakeClock();

	final List<EventLoop> loops = new ArrayList<>();

	/** Looks when the test has it look. */
	@Nullable Watchdog watchdog;

	final EventLoopGroup group;

	final LeatServer server;

	private Stepped(Consumer<EventLoopGroup.Builder> loops, Consumer<ServerConfig.Builder> config,
			HandlerFactory factory, List<ServerListener> listeners) {
		EventLoopGroup.Builder builder = EventLoopGroup.builder()
			.threads(0)
			.poisonViews(true)
			.tlsTasks(HeldTasks.atOnce());
		loops.accept(builder);
		this.group = builder.provider(this.network).clock(this.clock).starter(this::own).watch(this::watchedBy).build();
		ServerConfig.Builder settings = ServerConfig.builder();
		config.accept(settings);
		LeatServer.Builder server = LeatServer.builder("stepped")
			.loops(this.group)
			.config(settings.build())
			.handler(factory);
		listeners.forEach(server::listener);
		this.server = server.build();
		this.server.start();
		step();
	}

	static Stepped of(ConnectionHandler handler) {
		return with((config) -> {
		}, handler);
	}

	static Stepped with(Consumer<ServerConfig.Builder> config, ConnectionHandler handler) {
		return new Stepped((loops) -> {
		}, config, (connection) -> handler, List.of());
	}

	static Stepped with(Consumer<EventLoopGroup.Builder> loops, Consumer<ServerConfig.Builder> config,
			HandlerFactory factory, ServerListener... listeners) {
		return new Stepped(loops, config, factory, List.of(listeners));
	}

	private void own(EventLoop loop) {
		loop.own();
		this.loops.add(loop);
	}

	private void watchedBy(Watchdog watchdog) {
		this.watchdog = watchdog;
	}

	/** Turns the loops until nothing is left to do. */
	Stepped step() {
		int turns = 0;
		do {
			turn();
			if (++turns > MANY) {
				throw new AssertionError("The loops spin: " + MANY + " turns and still something to do");
			}
		}
		while (this.network.isReady() || this.loops.stream().anyMatch(EventLoop::hasWork));
		return this;
	}

	/** Turns each loop once. */
	Stepped turn() {
		for (EventLoop loop : List.copyOf(this.loops)) {
			try {
				// what the test itself has called is like a task of the loop's
				loop.batch().flush();
				loop.turn(0);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			if (loop.isStopping()) {
				loop.end();
				this.loops.remove(loop);
			}
		}
		return this;
	}

	/** Moves the clock and then steps. */
	Stepped advance(Duration by) {
		this.clock.advance(by);
		return step();
	}

	/** Connects a client and steps, so that it is accepted. */
	SimPeer connect() {
		SimPeer peer = this.network.connect(port());
		step();
		return peer;
	}

	int port() {
		return port(this.server);
	}

	int port(LeatServer server) {
		var address = server.localAddress();
		if (address == null) {
			throw new IllegalStateException("The server does not run");
		}
		return address.getPort();
	}

	SimListener listener() {
		return this.network.listener(port());
	}

	ServerStats stats() {
		return this.server.stats();
	}

	/** The one open connection. */
	NioConnection connection() {
		List<Connection> open = new ArrayList<>();
		this.server.connections().forEach(open::add);
		if (open.size() != 1) {
			throw new IllegalStateException("There are " + open.size() + " connections");
		}
		return (NioConnection) open.get(0);
	}

	/** Runs a task of the one open connection on its loop, turn by turn to the end. */
	Stepped task(Consumer<NioConnection> what) {
		NioConnection connection = connection();
		connection.execute(() -> what.accept(connection));
		return step();
	}

	/** Does something on a thread that is no loop's, and waits until it has. */
	static void elsewhere(Runnable what) {
		Thread thread = new Thread(what);
		List<Throwable> failures = new ArrayList<>();
		thread.setUncaughtExceptionHandler((where, failure) -> failures.add(failure));
		thread.start();
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		if (!failures.isEmpty()) {
			throw new AssertionError("It failed on the other thread", failures.get(0));
		}
	}

	/** Stops the server; no buffer may be lent any more. */
	@Override
	public void close() {
		this.server.stop();
		step();
		Servers.assertNothingLent(this.group);
	}

}
