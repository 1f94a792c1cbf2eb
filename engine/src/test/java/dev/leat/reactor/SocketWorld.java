package dev.leat.reactor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * The world of real sockets: loops run on their own threads, with small socket buffers so
 * that back-pressure begins early, and with the test's clock.
 */
final class SocketWorld implements World {

	private static final int BUFFER = 64 * 1024;

	private static final int TIMEOUT = 30_000;

	private final FakeClock clock = new FakeClock();

	private final EventLoopGroup group;

	private final LeatServer server;

	private final Layer layer;

	private final List<EventLoop> loops = new CopyOnWriteArrayList<>();

	private final List<SocketPeer> peers = new CopyOnWriteArrayList<>();

	SocketWorld(Consumer<ServerConfig.Builder> config, HandlerFactory factory, Layer layer) {
		this.layer = layer;
		this.group = EventLoopGroup.builder()
			.threads(2)
			.poisonViews(true)
			.clock(this.clock)
			.starter(this::startLoop)
			.build();
		ServerConfig.Builder settings = ServerConfig.builder()
			.address(InetAddress.getLoopbackAddress())
			.sendBuffer(BUFFER);
		config.accept(settings);
		this.server = LeatServer.builder("contract")
			.loops(this.group)
			.config(settings.build())
			.handler(factory)
			.build();
		this.server.start();
	}

	private void startLoop(EventLoop loop) {
		loop.start();
		this.loops.add(loop);
	}

	@Override
	public LeatServer server() {
		return this.server;
	}

	@Override
	public BufferStats buffers() {
		return this.group.bufferStats();
	}

	@Override
	public Peer connect() throws IOException {
		SocketPeer peer = new SocketPeer(Objects.requireNonNull(this.server.localAddress()).getPort());
		this.peers.add(peer);
		return peer;
	}

	@Override
	public void until(Callable<Boolean> condition) throws Exception {
		Until.holds(condition);
	}

	/** A loop that sleeps by the old time has to be woken. */
	@Override
	public void advance(Duration by) {
		this.clock.advance(by);
		this.loops.forEach((loop) -> loop.run(() -> {
		}));
	}

	@Override
	public void close() throws Exception {
		this.server.stop();
		for (SocketPeer peer : this.peers) {
			peer.close();
		}
		Servers.assertNothingLent(this.group);
	}

	/** What a client puts on top of its socket. */
	interface Layer {

		Socket over(Socket socket) throws IOException;

	}

	/** Sends on a thread of its own, so that the test may read meanwhile. */
	private final class SocketPeer implements Peer {

		private final ExecutorService sender = Executors.newSingleThreadExecutor();

		private final Socket raw = new Socket();

		private final Socket socket;

		SocketPeer(int port) throws IOException {
			this.raw.setReceiveBufferSize(BUFFER);
			this.raw.setTcpNoDelay(true);
			this.raw.setSoTimeout(TIMEOUT);
			this.raw.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT);
			this.socket = SocketWorld.this.layer.over(this.raw);
		}

		@Override
		public Peer send(byte[] bytes) {
			this.sender.submit(() -> {
				this.socket.getOutputStream().write(bytes);
				return null;
			});
			return this;
		}

		@Override
		public byte[] read(int count) throws IOException {
			byte[] bytes = this.socket.getInputStream().readNBytes(count);
			if (bytes.length < count) {
				throw new IOException("The server ended after " + bytes.length + " of " + count + " bytes");
			}
			return bytes;
		}

		@Override
		public byte[] readAll() throws IOException {
			return this.socket.getInputStream().readAllBytes();
		}

		@Override
		public Peer fin() {
			this.sender.submit(() -> {
				this.socket.shutdownOutput();
				return null;
			});
			return this;
		}

		@Override
		public void reset() throws IOException {
			this.raw.setSoLinger(true, 0);
			this.raw.close();
		}

		void close() throws IOException {
			this.raw.close();
			this.sender.shutdownNow();
		}

	}

}
