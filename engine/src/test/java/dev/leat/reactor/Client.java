package dev.leat.reactor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A client with a blocking socket; no wait is longer than its timeout.
 */
public final class Client implements AutoCloseable {

	private static final int TIMEOUT = 30_000;

	private final Socket socket = new Socket();

	private Client() {
	}

	public static Client to(LeatServer server) throws IOException {
		return to(server, 0);
	}

	/**
	 * Connects, with a receive buffer of some size so that windows fill early; 0 for any.
	 */
	public static Client to(LeatServer server, int receiveBuffer) throws IOException {
		InetSocketAddress address = server.localAddress();
		if (address == null) {
			throw new IllegalStateException("The server does not run");
		}
		return to(address.getPort(), receiveBuffer);
	}

	public static Client to(int port, int receiveBuffer) throws IOException {
		Client client = new Client();
		try {
			if (receiveBuffer > 0) {
				client.socket.setReceiveBufferSize(receiveBuffer);
			}
			client.socket.setTcpNoDelay(true);
			client.socket.setSoTimeout(TIMEOUT);
			client.socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT);
			return client;
		}
		catch (IOException ex) {
			client.close();
			throw ex;
		}
	}

	public Socket socket() {
		return this.socket;
	}

	public Client send(String text) throws IOException {
		return send(text.getBytes(StandardCharsets.UTF_8));
	}

	public Client send(byte[] bytes) throws IOException {
		this.socket.getOutputStream().write(bytes);
		return this;
	}

	public byte[] read(int count) throws IOException {
		byte[] bytes = this.socket.getInputStream().readNBytes(count);
		if (bytes.length < count) {
			throw new IOException("The server ended after " + bytes.length + " of " + count + " bytes");
		}
		return bytes;
	}

	public String readText(int count) throws IOException {
		return new String(read(count), StandardCharsets.UTF_8);
	}

	/** Reads to the server's FIN. */
	public byte[] readAll() throws IOException {
		return this.socket.getInputStream().readAllBytes();
	}

	/** Sends text and reads as much back. */
	public String echo(String text) throws IOException {
		return send(text).readText(text.getBytes(StandardCharsets.UTF_8).length);
	}

	public Client fin() throws IOException {
		this.socket.shutdownOutput();
		return this;
	}

	/** Resets the connection. */
	public void reset() throws IOException {
		this.socket.setSoLinger(true, 0);
		this.socket.close();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
