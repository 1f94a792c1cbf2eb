package dev.leat.reactor;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;

import dev.leat.sim.SimFaults;
import dev.leat.sim.SimNetwork;
import dev.leat.sim.SimPeer;

/**
 * One run of a real server in a world that a seed makes: clients that connect, command
 * the handler, take little at a time, leave and reset; calls from another thread; time.
 * The world acts only while the loop sleeps in its selector, so a seed replays exactly,
 * and a wake-up that is lost is seen.
 */
final class Simulation implements SimFaults {

	private static final int MAX_TURNS = 100_000;

	private static final int MAX_CLIENTS = 6;

	final List<String> violations = new ArrayList<>();

	private final long seed;

	private final Random random;

	private final ExecutorService elsewhere;

	private final SimNetwork network = new SimNetwork();

	private final FakeClock clock = new FakeClock();

	private final List<EventLoop> loops = new ArrayList<>();

	private final EventLoopGroup group = EventLoopGroup.builder()
		.threads(0)
		.readBuffer(1024)
		.maxBufferMemory(4 * 1024 * 1024)
		.poisonViews(true)
		.provider(this.network)
		.clock(this.clock)
		.starter(this::own)
		.build();

	private final List<SimPeer> peers = new ArrayList<>();

	private final Map<Integer, SimulatedHandler> handlers = new HashMap<>();

	private final Map<Integer, Random> portions = new HashMap<>();

	private final LeatServer server;

	private int actionsLeft;

	private int operations;

	private int failAt;

	private boolean ending;

	private long digest;

	Simulation(long seed, ExecutorService elsewhere) {
		this.seed = seed;
		this.random = new Random(seed);
		this.elsewhere = elsewhere;
		this.actionsLeft = 30 + this.random.nextInt(120);
		ServerConfig config = ServerConfig.builder()
			.writeHighWaterMark(4096)
			.writeLowWaterMark(1024)
			.writeMaxPending(64 * 1024)
			.readMaxPending(8 * 1024)
			.maxConnections(4)
			.overLimit(this.random.nextBoolean() ? ServerConfig.OverLimit.PAUSE : ServerConfig.OverLimit.REJECT)
			.writePauseReading(this.random.nextBoolean())
			.build();
		this.server = LeatServer.builder("simulated").loops(this.group).config(config).handler(this::handler).build();
		this.network.faults(this);
		this.network.whileAsleep(this::act);
	}

	/** One operation of the network fails, counted from 1. */
	Simulation failAt(int operation) {
		this.failAt = operation;
		return this;
	}

	private void own(EventLoop loop) {
		loop.own();
		this.loops.add(loop);
	}

	private ConnectionHandler handler(Connection connection) {
		SimulatedHandler handler = new SimulatedHandler(connection, this.violations);
		this.handlers.put(port(connection), handler);
		return handler;
	}

	private static int port(Connection connection) {
		return ((java.net.InetSocketAddress) connection.remoteAddress()).getPort();
	}

	/** Runs to the end and checks what has to hold then. */
	Simulation run() {
		this.server.start();
		EventLoop loop = this.loops.get(0);
		int turns = 0;
		try {
			while (!loop.isStopping() && turns++ < MAX_TURNS) {
				loop.turn(Nanos.FOREVER);
			}
			check(turns < MAX_TURNS, "The loop spins");
			loop.end();
		}
		catch (IOException | RuntimeException ex) {
			this.violations.add("The loop died: " + ex);
		}
		verify();
		return this;
	}

	/** What was seen, as a number: equal for equal runs. */
	long digest() {
		return this.digest;
	}

	/** Calls of the network so far. */
	int operations() {
		return this.operations;
	}

	private void check(boolean holds, String what) {
		if (!holds) {
			this.violations.add(what);
		}
	}

	private void note(long what) {
		this.digest = this.digest * 31 + what;
	}

	@Override
	public void before(String operation) throws IOException {
		note(operation.hashCode());
		if (++this.operations == this.failAt) {
			throw new IOException("Injected into " + operation);
		}
	}

	@Override
	public int portion(int client, int most) {
		Random random = this.portions.computeIfAbsent(client, (port) -> new Random(this.seed ^ port));
		return switch (random.nextInt(4)) {
			case 0 -> most;
			case 1 -> Math.min(most, 1 + random.nextInt(16));
			case 2 -> random.nextInt(most + 1);
			default -> Math.min(most, 1 + random.nextInt(2000));
		};
	}

	private boolean act(long timeout) {
		verifyAsleep();
		if (this.actionsLeft-- > 0) {
			return act(this.random.nextInt(100));
		}
		return end(timeout);
	}

	private boolean act(int dice) {
		if (dice < 12) {
			connect();
		}
		else if (dice < 55) {
			command();
		}
		else if (dice < 72) {
			window();
		}
		else if (dice < 76) {
			withPeer(SimPeer::fin);
		}
		else if (dice < 78) {
			withPeer(SimPeer::reset);
		}
		else if (dice < 90) {
			callFromElsewhere();
		}
		else {
			return letTimePass();
		}
		return true;
	}

	private void connect() {
		if (this.peers.size() < MAX_CLIENTS) {
			this.peers.add(this.network.connect(port()).window(this.random.nextInt(3000)));
		}
	}

	private int port() {
		return java.util.Objects.requireNonNull(this.server.localAddress()).getPort();
	}

	private void withPeer(java.util.function.Consumer<SimPeer> action) {
		if (!this.peers.isEmpty()) {
			action.accept(this.peers.get(this.random.nextInt(this.peers.size())));
		}
	}

	private void command() {
		byte[] commands = new byte[1 + this.random.nextInt(30)];
		this.random.nextBytes(commands);
		withPeer((peer) -> peer.send(commands));
	}

	private void window() {
		long window = this.random.nextInt(5) == 0 ? Long.MAX_VALUE : this.random.nextInt(20_000);
		withPeer((peer) -> peer.window(window));
	}

	private boolean letTimePass() {
		long millis = this.random.nextInt(10) == 0 ? this.random.nextInt(70_000) : this.random.nextInt(20);
		this.clock.advance(Duration.ofMillis(millis));
		return !this.loops.get(0).hasWork();
	}

	/** What another thread calls; it has returned when this returns. */
	private void callFromElsewhere() {
		List<Connection> open = new ArrayList<>();
		this.server.connections().forEach(open::add);
		open.sort(java.util.Comparator.comparingLong(Connection::id));
		if (open.isEmpty()) {
			return;
		}
		Connection connection = open.get(this.random.nextInt(open.size()));
		SimulatedHandler handler = java.util.Objects.requireNonNull(this.handlers.get(port(connection)));
		int what = this.random.nextInt(20);
		try {
			this.elsewhere.submit(() -> call(handler, what)).get();
		}
		catch (InterruptedException | ExecutionException ex) {
			this.violations.add("A call from another thread failed: " + ex.getCause());
		}
	}

	private static void call(SimulatedHandler handler, int what) {
		switch (what) {
			case 0, 1, 2, 3 -> handler.write('T', what * 700);
			case 4 -> handler.connection.pauseReading();
			case 5, 6, 7 -> handler.connection.resumeReading();
			case 8, 9 -> handler.execute(() -> handler.write('L', 5));
			case 10, 11, 12 -> handler.answer(what);
			case 13 -> handler.connection.close();
			case 14 -> handler.connection.shutdownOutput();
			case 15 -> handler.connection.idleTimeout(Duration.ofSeconds(1));
			default -> {
				handler.write('T', 10);
				handler.write('T', 20_000);
				handler.write('T', 10);
			}
		}
	}

	/** Lets everybody finish, then stops the server. */
	private boolean end(long timeout) {
		if (!this.ending) {
			this.ending = true;
			this.failAt = 0;
			this.peers.forEach((peer) -> peer.window(Long.MAX_VALUE).fin());
			return true;
		}
		if (timeout > 0) {
			this.clock.advance(Duration.ofMillis(timeout));
			return false;
		}
		check(this.server.connections().size() == 0, "Connections stay though every client has left");
		this.server.stop();
		return true;
	}

	private void verifyAsleep() {
		EventLoop loop = this.loops.get(0);
		check(!loop.hasWork(), "The loop sleeps and has work");
		for (SimPeer peer : this.peers) {
			SimulatedHandler handler = this.handlers.get(peer.port());
			if (handler != null && handler.connection.isOpen()) {
				NioConnection connection = (NioConnection) handler.connection;
				boolean read = !connection.input().isPaused() && !connection.input().isEnded();
				int wanted = (read ? 1 : 0) + (connection.output().isWaiting() ? 4 : 0);
				check(!read || !handler.expectsMore, connection + ": what was left has not come again");
				check(peer.interest() == wanted,
						connection + ": interest is " + peer.interest() + " instead of " + wanted);
			}
		}
	}

	private void verify() {
		ServerStats stats = this.server.stats();
		long closed = 0;
		for (CloseReason reason : CloseReason.values()) {
			closed += stats.closed(reason);
			note(stats.closed(reason));
		}
		check(stats.accepted() == closed, stats.accepted() + " accepted and " + closed + " closed");
		check(this.network.open() == 0, this.network.open() + " sockets or selectors stay open");
		check(this.group.bufferStats().used() == 0, this.group.bufferStats().used() + " bytes stay lent");
		check(stats.answersPending() == 0, stats.answersPending() + " answers stay owed");
		for (SimPeer peer : this.peers) {
			SimulatedHandler handler = this.handlers.get(peer.port());
			if (handler != null) {
				handler.verify(peer.received());
			}
			note(java.util.Arrays.hashCode(peer.received()));
		}
	}

	@Override
	public String toString() {
		return "seed " + this.seed + ", failing operation " + this.failAt;
	}

}
