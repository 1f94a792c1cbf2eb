package dev.leat.sim;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A listening socket, which can be made to fail.
 */
public final class SimListener extends ServerSocketChannel implements SimChannel {

	private final SimNetwork network;

	final ArrayDeque<SimSocket> backlog = new ArrayDeque<>();

	private final ArrayDeque<IOException> failures = new ArrayDeque<>();

	private final Map<SocketOption<?>, @Nullable Object> options = new HashMap<>();

	private int backlogSize;

	private int port;

	private int accepts;

	SimListener(SimNetwork network) {
		super(network);
		this.network = network;
	}

	/** The next accepts fail, one after the other. */
	public void failNext(IOException... failures) {
		this.failures.addAll(List.of(failures));
	}

	/** Calls of accept so far. */
	public int accepts() {
		return this.accepts;
	}

	/** How long a backlog was asked for. */
	public int backlogSize() {
		return this.backlogSize;
	}

	/** Clients that wait. */
	public int waiting() {
		return this.backlog.size();
	}

	/** Takes the interest away, as a broken selector would. */
	public void disarm() {
		Objects.requireNonNull(key()).interestOps(0);
	}

	/** Gives the interest back, as a broken selector would. */
	public void arm() {
		Objects.requireNonNull(key()).interestOps(SelectionKey.OP_ACCEPT);
	}

	/** How often the interest was set since it was registered. */
	public int interestChanges() {
		return ((SimKey) Objects.requireNonNull(key())).interestChanges;
	}

	/** Where it is registered. */
	public Selector selector() {
		return Objects.requireNonNull(key()).selector();
	}

	/** Whether the selector is told to watch it. */
	public boolean isArmed() {
		SelectionKey key = key();
		return key != null && (key.interestOps() & SelectionKey.OP_ACCEPT) != 0;
	}

	private @Nullable SelectionKey key() {
		return this.network.key(this);
	}

	@Override
	public int readyOps() {
		return (this.backlog.isEmpty() && this.failures.isEmpty()) ? 0 : SelectionKey.OP_ACCEPT;
	}

	@Override
	public @Nullable SocketChannel accept() throws IOException {
		this.accepts++;
		this.network.faults().before("accept");
		IOException failure = this.failures.poll();
		if (failure != null) {
			throw failure;
		}
		return this.backlog.poll();
	}

	@Override
	public ServerSocketChannel bind(SocketAddress local, int backlog) throws IOException {
		this.network.checkBind();
		this.backlogSize = backlog;
		int wanted = ((InetSocketAddress) local).getPort();
		this.port = (wanted != 0) ? wanted : this.network.freePort();
		if (this.network.listeners.putIfAbsent(this.port, this) != null) {
			throw new BindException("Address already in use");
		}
		return this;
	}

	@Override
	public SocketAddress getLocalAddress() {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port);
	}

	@Override
	protected void implCloseSelectableChannel() {
		this.network.listeners.remove(this.port, this);
		this.backlog.forEach(SimSocket::refused);
	}

	@Override
	protected void implConfigureBlocking(boolean block) {
	}

	@Override
	public <T> ServerSocketChannel setOption(SocketOption<T> name, T value) {
		if (name == StandardSocketOptions.SO_REUSEPORT) {
			throw new UnsupportedOperationException("'" + name + "' not supported");
		}
		this.options.put(name, value);
		return this;
	}

	@Override
	public <T> @Nullable T getOption(SocketOption<T> name) {
		return name.type().cast(this.options.get(name));
	}

	@Override
	public Set<SocketOption<?>> supportedOptions() {
		return Set.of();
	}

	@Override
	public ServerSocket socket() {
		throw new UnsupportedOperationException();
	}

}
