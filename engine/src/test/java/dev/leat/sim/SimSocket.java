package dev.leat.sim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The server's end of a connection. Its peer says how much it takes and what comes in.
 */
final class SimSocket extends SocketChannel implements SimChannel {

	private final SimNetwork network;

	private final int localPort;

	private final InetSocketAddress remote;

	private final Map<SocketOption<?>, @Nullable Object> options = new HashMap<>();

	final ArrayDeque<ByteBuffer> incoming = new ArrayDeque<>();

	final ByteArrayOutputStream outgoing = new ByteArrayOutputStream();

	long window = Long.MAX_VALUE;

	int writes;

	int reads;

	boolean peerFin;

	boolean fin;

	boolean reset;

	@Nullable IOException failure;

	@Nullable IOException writeFailure;

	@Nullable RuntimeException optionFailure;

	SimSocket(SimNetwork network, int localPort, InetSocketAddress remote) {
		super(network);
		this.network = network;
		this.localPort = localPort;
		this.remote = remote;
	}

	void refused() {
		this.reset = true;
	}

	int remotePort() {
		return this.remote.getPort();
	}

	int interest() {
		SelectionKey key = this.network.key(this);
		return (key != null) ? key.interestOps() : 0;
	}

	@Nullable Selector selector() {
		SelectionKey key = this.network.key(this);
		return (key != null) ? key.selector() : null;
	}

	@Override
	public int readyOps() {
		int ready = 0;
		if (this.failure != null || !this.incoming.isEmpty() || this.peerFin) {
			ready |= SelectionKey.OP_READ;
		}
		if (this.failure != null || this.writeFailure != null || this.window > 0) {
			ready |= SelectionKey.OP_WRITE;
		}
		return ready;
	}

	private void check() throws IOException {
		if (!isOpen()) {
			throw new ClosedChannelException();
		}
		if (this.failure != null) {
			throw this.failure;
		}
	}

	@Override
	public int read(ByteBuffer into) throws IOException {
		check();
		this.network.faults().before("read");
		this.reads++;
		ByteBuffer first = this.incoming.peek();
		if (first == null) {
			return this.peerFin ? -1 : 0;
		}
		int count = this.network.faults().portion(remotePort(), Math.min(into.remaining(), first.remaining()));
		into.put(first.slice(first.position(), count));
		first.position(first.position() + count);
		if (!first.hasRemaining()) {
			this.incoming.remove();
		}
		return count;
	}

	@Override
	public long read(ByteBuffer[] into, int offset, int length) throws IOException {
		return read(into[offset]);
	}

	@Override
	public int write(ByteBuffer source) throws IOException {
		check();
		this.network.faults().before("write");
		this.writes++;
		return take(source);
	}

	@Override
	public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
		check();
		this.network.faults().before("write");
		this.writes++;
		long count = 0;
		for (int i = offset; i < offset + length; i++) {
			count += take(sources[i]);
			if (sources[i].hasRemaining()) {
				break;
			}
		}
		return count;
	}

	private int take(ByteBuffer source) throws IOException {
		if (this.writeFailure != null) {
			throw this.writeFailure;
		}
		if (this.fin) {
			throw new ClosedChannelException();
		}
		int most = (int) Math.min(source.remaining(), this.window);
		int count = (most > 0) ? this.network.faults().portion(remotePort(), most) : 0;
		byte[] taken = new byte[count];
		source.get(taken);
		this.outgoing.writeBytes(taken);
		this.window -= count;
		return count;
	}

	@Override
	public SocketChannel shutdownOutput() throws IOException {
		check();
		this.network.faults().before("shutdown");
		this.fin = true;
		return this;
	}

	@Override
	public SocketChannel shutdownInput() {
		throw new UnsupportedOperationException();
	}

	@Override
	protected void implCloseSelectableChannel() {
		if (Integer.valueOf(0).equals(this.options.get(StandardSocketOptions.SO_LINGER))) {
			this.reset = true;
		}
		else {
			this.fin = true;
		}
	}

	@Override
	protected void implConfigureBlocking(boolean block) {
	}

	@Override
	public <T> SocketChannel setOption(SocketOption<T> name, T value) throws IOException {
		check();
		this.network.faults().before("option");
		if (this.optionFailure != null) {
			throw this.optionFailure;
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
	public SocketAddress getRemoteAddress() {
		return this.remote;
	}

	@Override
	public SocketAddress getLocalAddress() {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), this.localPort);
	}

	@Override
	public boolean isConnected() {
		return true;
	}

	@Override
	public boolean isConnectionPending() {
		return false;
	}

	@Override
	public boolean connect(SocketAddress remote) {
		throw new UnsupportedOperationException();
	}

	@Override
	public boolean finishConnect() {
		throw new UnsupportedOperationException();
	}

	@Override
	public SocketChannel bind(SocketAddress local) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Socket socket() {
		throw new UnsupportedOperationException();
	}

}
