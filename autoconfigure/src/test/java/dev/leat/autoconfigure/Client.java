package dev.leat.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import dev.leat.reactor.LeatServer;

/**
 * A blocking client for tests. Waits ten seconds at most.
 */
final class Client implements AutoCloseable {

	private static final int PATIENCE = 10_000;

	private final Socket socket = new Socket();

	Client(int port) {
		try {
			this.socket.setSoTimeout(PATIENCE);
			this.socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Client of(LeatServer server) {
		InetSocketAddress address = server.localAddress();
		if (address == null) {
			throw new IllegalStateException(server + " does not listen");
		}
		return new Client(address.getPort());
	}

	/** Sends the text and returns as many bytes as it has. */
	String exchange(String text) {
		return send(text).receive(text.length());
	}

	Client send(String text) {
		try {
			this.socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return this;
	}

	/** Returns that many bytes, or fewer where the server closes before. */
	String receive(int length) {
		try {
			return new String(this.socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
