package dev.leat.reactor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Looks at connections of one loop, on it, a few in each turn so that nobody waits long.
 */
final class Inspection extends Mail {

	/** Connections that are looked at in one turn. */
	static final int SLICE = 256;

	private final EventLoop loop;

	private final List<NioConnection> connections = new ArrayList<>();

	private final List<ConnectionInfo> found = new ArrayList<>();

	private final CompletableFuture<List<ConnectionInfo>> done = new CompletableFuture<>();

	private int next;

	Inspection(EventLoop loop) {
		this.loop = loop;
	}

	void add(NioConnection connection) {
		this.connections.add(connection);
	}

	/** Begins; completes on the loop. */
	CompletableFuture<List<ConnectionInfo>> begin() {
		goOn();
		return this.done;
	}

	/** A loop that has ended took its connections along. */
	private void goOn() {
		if (this.next == this.connections.size() || !this.loop.put(this)) {
			this.done.complete(List.copyOf(this.found));
		}
	}

	/** What a connection has done by now; on its loop. */
	static ConnectionInfo look(NioConnection connection) {
		long now = connection.loop().now();
		return new ConnectionInfo(connection.id(), connection.server(), connection.loop().counters().name(),
				connection.label(), connection.remoteAddress(), connection.localAddress(), connection.tls(),
				connection.isOpen(), Duration.ofNanos(now - connection.life().openedAt()),
				Duration.ofNanos(now - connection.deadlines().lastActive()), connection.input().received(),
				connection.output().sent(), connection.pendingWriteBytes(), connection.isWritable(),
				connection.input().pauses());
	}

	@Override
	void open() {
		int end = Math.min(this.next + SLICE, this.connections.size());
		while (this.next < end) {
			NioConnection connection = this.connections.get(this.next++);
			if (connection.phase() != Phase.CLOSED) {
				this.found.add(look(connection));
			}
		}
		goOn();
	}

}
