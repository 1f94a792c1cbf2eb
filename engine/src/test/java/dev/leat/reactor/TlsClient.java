package dev.leat.reactor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import dev.leat.tls.Contexts;

/**
 * A client that speaks TLS over a blocking socket; no wait is longer than its timeout.
 */
final class TlsClient implements AutoCloseable {

	private static final int TIMEOUT = 30_000;

	private final SSLSocket socket;

	private final Socket plain;

	private TlsClient(SSLSocket socket, Socket plain) {
		this.socket = socket;
		this.plain = plain;
	}

	static TlsClient to(LeatServer server) throws IOException {
		return to(server, Contexts.client(), (parameters) -> {
		});
	}

	/** Connects; the handshake comes with the first bytes, or with {@link #handshake}. */
	static TlsClient to(LeatServer server, SSLContext context, Consumer<SSLParameters> settings) throws IOException {
		InetSocketAddress address = server.localAddress();
		if (address == null) {
			throw new IllegalStateException("The server does not run");
		}
		return to(address.getPort(), context, settings);
	}

	static TlsClient to(int port, SSLContext context, Consumer<SSLParameters> settings) throws IOException {
		Socket plain = new Socket();
		try {
			plain.setTcpNoDelay(true);
			plain.setSoTimeout(TIMEOUT);
			plain.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT);
			SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", port, true);
			SSLParameters parameters = socket.getSSLParameters();
			settings.accept(parameters);
			socket.setSSLParameters(parameters);
			return new TlsClient(socket, plain);
		}
		catch (IOException ex) {
			plain.close();
			throw ex;
		}
	}

	SSLSocket socket() {
		return this.socket;
	}

	/** The socket below. */
	Socket plain() {
		return this.plain;
	}

	TlsClient handshake() throws IOException {
		this.socket.startHandshake();
		return this;
	}

	TlsClient send(byte[] bytes) throws IOException {
		this.socket.getOutputStream().write(bytes);
		return this;
	}

	byte[] read(int count) throws IOException {
		byte[] bytes = this.socket.getInputStream().readNBytes(count);
		if (bytes.length < count) {
			throw new IOException("The server ended after " + bytes.length + " of " + count + " bytes");
		}
		return bytes;
	}

	/** Reads to the server's end. */
	byte[] readAll() throws IOException {
		return this.socket.getInputStream().readAllBytes();
	}

	/** Sends text and reads as much back. */
	String echo(String text) throws IOException {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		return new String(send(bytes).read(bytes.length), StandardCharsets.UTF_8);
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
