package dev.leat.reactor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens the listening sockets of a server: one, one for each loop with
 * {@code socket.reuse-port}, or the one that somebody else has bound. Any thread.
 */
final class Binding {

	private final ServerConfig config;

	private final GroupSettings settings;

	private Binding(ServerConfig config, GroupSettings settings) {
		this.config = config;
		this.settings = settings;
	}

	/**
	 * Opens the sockets.
	 * @throws BindFailure if that is not possible; none is open then
	 */
	static List<ServerSocketChannel> open(ServerContext context, GroupSettings settings) {
		Binding binding = new Binding(context.config(), settings);
		InetSocketAddress wanted = wanted(context.config());
		List<ServerSocketChannel> opened = new ArrayList<>();
		try {
			ServerSocketChannel adopted = context.adopted();
			if (adopted != null) {
				opened.add(checked(adopted));
			}
			else {
				binding.bindAll(wanted, opened);
			}
			return opened;
		}
		catch (IOException | RuntimeException ex) {
			opened.forEach(PlainTransport::closeQuietly);
			throw new BindFailure(context.name(), wanted, ex);
		}
	}

	/**
	 * Opens a socket on an address that one was bound to before.
	 * @throws IOException if that is not possible
	 */
	static ServerSocketChannel openAnew(ServerConfig config, GroupSettings settings, SocketAddress address)
			throws IOException {
		ServerSocketChannel channel = settings.provider().openServerSocketChannel();
		try {
			new Binding(config, settings).bind(channel, address);
			return channel;
		}
		catch (IOException | RuntimeException ex) {
			PlainTransport.closeQuietly(channel);
			throw ex;
		}
	}

	static InetSocketAddress wanted(ServerConfig config) {
		return new InetSocketAddress(config.address(), config.port());
	}

	private static ServerSocketChannel checked(ServerSocketChannel adopted) throws IOException {
		if (!adopted.isOpen()) {
			throw new IOException("The adopted socket is closed; it serves for one start only");
		}
		if (adopted.getLocalAddress() == null) {
			throw new IOException("The adopted socket is not bound");
		}
		adopted.configureBlocking(false);
		return adopted;
	}

	private void bindAll(InetSocketAddress wanted, List<ServerSocketChannel> opened) throws IOException {
		int count = this.config.reusePort() ? Math.max(1, this.settings.threads()) : 1;
		InetSocketAddress address = wanted;
		for (int i = 0; i < count; i++) {
			ServerSocketChannel channel = this.settings.provider().openServerSocketChannel();
			opened.add(channel);
			bind(channel, address);
			address = new InetSocketAddress(wanted.getAddress(), portOf(channel));
		}
	}

	private void bind(ServerSocketChannel channel, SocketAddress address) throws IOException {
		channel.configureBlocking(false);
		channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
		if (this.config.reusePort()) {
			channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
		}
		if (this.config.receiveBuffer() > 0) {
			channel.setOption(StandardSocketOptions.SO_RCVBUF, this.config.receiveBuffer());
		}
		channel.bind(address, this.config.backlog());
	}

	private static int portOf(ServerSocketChannel channel) throws IOException {
		return ((InetSocketAddress) channel.getLocalAddress()).getPort();
	}

}
