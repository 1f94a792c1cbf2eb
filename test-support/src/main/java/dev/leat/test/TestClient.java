package dev.leat.test;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A blocking client for tests. Text is UTF-8. A method that waits gives up after five
 * seconds, or what {@link #timeout} says, with an {@link UncheckedIOException}; every
 * other failure of the connection is thrown as one too. Not for several threads, but one
 * may send while another receives.
 */
public final class TestClient implements AutoCloseable {

	private static final Charset CHARSET = StandardCharsets.UTF_8;

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final Socket socket;

	private TestClient(Socket socket) {
		this.socket = socket;
	}

	/**
	 * Connects to a port of this machine.
	 * @param port the port, for example of {@link LocalLeatPort}
	 * @return a connected client
	 */
	public static TestClient connect(int port) {
		return connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
	}

	/**
	 * Connects to an address.
	 * @param address where a server listens
	 * @return a connected client
	 */
	public static TestClient connect(InetSocketAddress address) {
		TestClient client = new TestClient(new Socket());
		try {
			client.socket.connect(address, (int) TIMEOUT.toMillis());
			return client.timeout(TIMEOUT);
		}
		catch (IOException ex) {
			client.close();
			throw new UncheckedIOException("Cannot connect to " + address, ex);
		}
	}

	/**
	 * How long to wait for bytes.
	 * @param value a millisecond or more
	 * @return this
	 */
	public TestClient timeout(Duration value) {
		return run(() -> this.socket.setSoTimeout((int) value.toMillis()));
	}

	/**
	 * Sends text.
	 * @param text to send as it is, without a line end
	 * @return this
	 */
	public TestClient send(String text) {
		return send(text.getBytes(CHARSET));
	}

	/**
	 * Sends bytes.
	 * @param bytes to send
	 * @return this
	 */
	public TestClient send(byte[] bytes) {
		return run(() -> this.socket.getOutputStream().write(bytes));
	}

	/**
	 * Ends the output; the server sees the end of its input.
	 * @return this
	 */
	public TestClient endOutput() {
		return run(this.socket::shutdownOutput);
	}

	/**
	 * Receives so many bytes.
	 * @param count how many
	 * @return exactly so many
	 */
	public byte[] receive(int count) {
		return get((in) -> {
			byte[] bytes = in.readNBytes(count);
			if (bytes.length < count) {
				throw new EOFException("The server closed after " + bytes.length + " of " + count + " bytes");
			}
			return bytes;
		});
	}

	/**
	 * Receives as many bytes as the text has.
	 * @param count how many bytes
	 * @return the text of these bytes
	 */
	public String receiveText(int count) {
		return new String(receive(count), CHARSET);
	}

	/**
	 * Receives a line.
	 * @return the text up to LF, without it and without a CR before it
	 */
	public String receiveLine() {
		return get((in) -> {
			ByteArrayOutputStream line = new ByteArrayOutputStream();
			for (int b = in.read(); b != '\n'; b = in.read()) {
				if (b < 0) {
					throw new EOFException("The server closed within a line: " + line.toString(CHARSET));
				}
				line.write(b);
			}
			String text = line.toString(CHARSET);
			return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
		});
	}

	/**
	 * Receives until the server closes.
	 * @return everything up to there, possibly nothing
	 */
	public byte[] receiveAll() {
		return get(InputStream::readAllBytes);
	}

	/** Closes the connection. Harmless when it is closed. */
	@Override
	public void close() {
		run(this.socket::close);
	}

	private TestClient run(Action action) {
		try {
			action.run();
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private <T> T get(Reading<T> reading) {
		try {
			return reading.from(this.socket.getInputStream());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Something done with the socket. */
	@FunctionalInterface
	private interface Action {

		void run() throws IOException;

	}

	/** Something read from the socket. */
	@FunctionalInterface
	private interface Reading<T> {

		T from(InputStream in) throws IOException;

	}

}
