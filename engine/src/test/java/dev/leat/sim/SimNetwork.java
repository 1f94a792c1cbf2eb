package dev.leat.sim;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The network: listeners by port, and every channel and selector that was ever made.
 */
public final class SimNetwork extends SelectorProvider {

	final Map<Integer, SimListener> listeners = new HashMap<>();

	private final List<SimSelector> selectors = new ArrayList<>();

	private final List<SimSocket> sockets = new ArrayList<>();

	private final ArrayDeque<IOException> bindFailures = new ArrayDeque<>();

	private final ArrayDeque<IOException> selectFailures = new ArrayDeque<>();

	private int selectorsLeft = Integer.MAX_VALUE;

	private @Nullable Runnable whileSelecting;

	private int spareDescriptors;

	private int lastPort = 40_000;

	private SimFaults faults = SimFaults.NONE;

	private SimIdle idle = (timeout) -> false;

	/** What goes wrong from now on. */
	public void faults(SimFaults faults) {
		this.faults = faults;
	}

	SimFaults faults() {
		return this.faults;
	}

	/** What happens while a selector sleeps. */
	public void whileAsleep(SimIdle idle) {
		this.idle = idle;
	}

	boolean act(long timeout) {
		return this.idle.act(timeout);
	}

	int freePort() {
		return ++this.lastPort;
	}

	/** Connects a client; it stands in the backlog until it is accepted. */
	public SimPeer connect(int port) {
		return connect(port, InetAddress.getLoopbackAddress());
	}

	/** Connects a client that has an address. */
	public SimPeer connect(int port, InetAddress from) {
		SimListener listener = this.listeners.get(port);
		if (listener == null) {
			throw new IllegalStateException("Nothing listens on " + port);
		}
		SimSocket socket = new SimSocket(this, port, new InetSocketAddress(from, freePort()));
		this.sockets.add(socket);
		listener.backlog.add(socket);
		return new SimPeer(socket);
	}

	/** The listener on a port, to make it fail. */
	public SimListener listener(int port) {
		SimListener listener = this.listeners.get(port);
		if (listener == null) {
			throw new IllegalStateException("Nothing listens on " + port);
		}
		return listener;
	}

	/** The next binds fail, one after the other. */
	public void failNextBind(IOException... failures) {
		this.bindFailures.addAll(List.of(failures));
	}

	/** Only this many selectors can be opened from now on. */
	public void selectorsLeft(int count) {
		this.selectorsLeft = count;
	}

	void checkBind() throws IOException {
		IOException failure = this.bindFailures.poll();
		if (failure != null) {
			throw failure;
		}
	}

	/** Whether a port is bound. */
	public boolean isBound(int port) {
		return this.listeners.containsKey(port);
	}

	/** Sockets and selectors that are still open. */
	public long open() {
		return this.sockets.stream().filter(SimSocket::isOpen).count()
				+ this.selectors.stream().filter(SimSelector::isOpen).count() + this.listeners.size();
	}

	/** Whether something is ready that nobody has been told of. */
	public boolean isReady() {
		return this.selectors.stream().anyMatch((selector) -> selector.isOpen() && selector.hasReady());
	}

	/** The next selects fail, one after the other. */
	public void failNextSelects(IOException... failures) {
		this.selectFailures.addAll(List.of(failures));
	}

	/** Does something the next time that a selector waits, as other threads would. */
	public void whileSelecting(Runnable what) {
		this.whileSelecting = what;
	}

	void selects() throws IOException {
		IOException failure = this.selectFailures.poll();
		if (failure != null) {
			throw failure;
		}
		Runnable what = this.whileSelecting;
		this.whileSelecting = null;
		if (what != null) {
			what.run();
		}
	}

	/** How often sleeping selectors were woken. */
	public int wakeups() {
		return this.selectors.stream().mapToInt((selector) -> selector.wakeups).sum();
	}

	/** Where a channel is registered. */
	@Nullable SelectionKey key(SelectableChannel channel) {
		return this.selectors.stream()
			.filter(SimSelector::isOpen)
			.filter((selector) -> channel.keyFor(selector) != null)
			.findFirst()
			.map(channel::keyFor)
			.orElse(null);
	}

	@Override
	public AbstractSelector openSelector() throws IOException {
		if (--this.selectorsLeft < 0) {
			throw new IOException("Too many open files");
		}
		SimSelector selector = new SimSelector(this);
		this.selectors.add(selector);
		return selector;
	}

	@Override
	public ServerSocketChannel openServerSocketChannel() {
		return new SimListener(this);
	}

	/** Only this many sockets can be opened that are not accepted; none by default. */
	public void spareDescriptors(int count) {
		this.spareDescriptors = count;
	}

	@Override
	public SocketChannel openSocketChannel() throws IOException {
		if (--this.spareDescriptors < 0) {
			throw new IOException("Too many open files");
		}
		SimSocket spare = new SimSocket(this, 0, new InetSocketAddress(0));
		this.sockets.add(spare);
		return spare;
	}

	@Override
	public DatagramChannel openDatagramChannel() {
		throw new UnsupportedOperationException();
	}

	@Override
	public DatagramChannel openDatagramChannel(ProtocolFamily family) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Pipe openPipe() {
		throw new UnsupportedOperationException();
	}

}
