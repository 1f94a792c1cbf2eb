package dev.leat.sample;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A client as simple as can be: it blocks, and gives up after ten seconds.
 */
public final class Peer implements AutoCloseable {

	private static final int TIMEOUT = 10_000;

	private final Socket socket = new Socket();

	private final InputStream in;

	public Peer(int port) throws IOException {
		this(port, 64 * 1024);
	}

	/**
	 * Connects.
	 * @param receiveBuffer bytes that the kernel takes for a peer who does not read
	 */
	public Peer(int port, int receiveBuffer) throws IOException {
		this.socket.setReceiveBufferSize(receiveBuffer);
		this.socket.setSoTimeout(TIMEOUT);
		this.socket.setTcpNoDelay(true);
		this.socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT);
		this.in = new BufferedInputStream(this.socket.getInputStream());
	}

	public Peer send(String text) throws IOException {
		return send(text.getBytes(StandardCharsets.UTF_8));
	}

	public Peer send(byte[] bytes) throws IOException {
		this.socket.getOutputStream().write(bytes);
		return this;
	}

	/** Reads up to a line feed, which the result does not have. */
	public String line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int b = this.in.read(); b != '\n'; b = this.in.read()) {
			if (b < 0) {
				throw new IOException("The server closed after " + line);
			}
			line.write(b);
		}
		return line.toString(StandardCharsets.UTF_8);
	}

	/** Reads as many characters as a text has. */
	public String read(int bytes) throws IOException {
		return new String(this.in.readNBytes(bytes), StandardCharsets.UTF_8);
	}

	public byte[] readBytes(int bytes) throws IOException {
		return this.in.readNBytes(bytes);
	}

	/** Reads until the server ends its side. */
	public String rest() throws IOException {
		return new String(this.in.readAllBytes(), StandardCharsets.UTF_8);
	}

	public void endOutput() throws IOException {
		this.socket.shutdownOutput();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
