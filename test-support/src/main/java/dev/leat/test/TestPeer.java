package dev.leat.test;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The client's end of a connection in a test: over a socket it is a {@link TestClient},
 * in memory a {@link TestConnection}. Both take part in a conversation with the same
 * methods, so a test can be moved from one to the other.
 * <p>
 * Text is UTF-8. What is received is taken: the next method sees what follows. A method
 * that waits gives up after five seconds, or what {@link #timeout} says. Whatever goes
 * another way than the test says fails it with an {@link AssertionError} that shows, in
 * hex and as text, what had arrived and how long it waited.
 * <p>
 * Not for several threads, but one may send while another receives.
 *
 * @param <T> its own type
 */
public abstract sealed class TestPeer<T extends TestPeer<T>> implements AutoCloseable
		permits TestClient, TestConnection {

	private static final Charset CHARSET = StandardCharsets.UTF_8;

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private static final int PART = 64 * 1024;

	private final Arrived arrived = new Arrived();

	private final byte[] part = new byte[PART];

	private Duration timeout = TIMEOUT;

	private @Nullable End end;

	TestPeer() {
	}

	abstract T self();

	abstract void write(byte[] bytes) throws IOException;

	abstract void shutdownOutput() throws IOException;

	/**
	 * Reads what there is, or waits for it.
	 * @return how many bytes, or -1 at the server's end
	 * @throws InterruptedIOException when nothing has come in time
	 */
	abstract int read(byte[] into, Duration longest) throws IOException;

	/** A port of the server's, of whatever kind. */
	abstract int serverPort();

	/**
	 * How long a method waits at most; five seconds unless this is called.
	 * @param value a millisecond or more
	 * @return this
	 */
	public T timeout(Duration value) {
		this.timeout = value;
		return self();
	}

	Duration timeout() {
		return this.timeout;
	}

	/** Bytes that have been read and not taken. */
	int buffered() {
		return this.arrived.count();
	}

	// What the client sends

	/**
	 * Sends text.
	 * @param text to send as it is, without a line end
	 * @return this
	 */
	public T send(String text) {
		return send(text.getBytes(CHARSET));
	}

	/**
	 * Sends bytes.
	 * @param bytes to send
	 * @return this
	 */
	public T send(byte[] bytes) {
		try {
			write(bytes);
			return self();
		}
		catch (IOException ex) {
			throw failure("Cannot send " + bytes.length + " bytes: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Sends what a proxy in front would send first: the header of the PROXY protocol,
	 * version 1, of a client that has this address.
	 * @param client whom the server is to see
	 * @return this
	 */
	public T proxyHeader(InetSocketAddress client) {
		boolean isLong = client.getAddress().getAddress().length > 4;
		String to = isLong ? "::1" : "127.0.0.1";
		return send("PROXY %s %s %s %d %d\r\n".formatted(isLong ? "TCP6" : "TCP4", numbers(client.getAddress()), to,
				client.getPort(), serverPort()));
	}

	/** Without a scope, which the protocol does not know. */
	private static String numbers(InetAddress address) {
		return address.getHostAddress().replaceFirst("%.*", "");
	}

	/**
	 * Ends the output; the server sees the end of its input.
	 * @return this
	 */
	public T endOutput() {
		try {
			shutdownOutput();
			return self();
		}
		catch (IOException ex) {
			throw failure("Cannot end the output: " + ex.getMessage(), ex);
		}
	}

	/** Resets the connection: the server sees that its client is gone. */
	public abstract void reset();

	// What it receives

	/**
	 * Receives so many bytes.
	 * @param count how many
	 * @return exactly so many
	 */
	public byte[] receive(int count) {
		await(count + " bytes", () -> this.arrived.count() >= count);
		return this.arrived.take(count);
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
		await("a line", () -> this.arrived.countTo((byte) '\n') > 0);
		String line = new String(this.arrived.take(this.arrived.countTo((byte) '\n')), CHARSET);
		return line.substring(0, line.length() - (line.endsWith("\r\n") ? 2 : 1));
	}

	/**
	 * Receives until the server closes.
	 * @return everything up to there, possibly nothing
	 */
	public byte[] receiveAll() {
		await("the end of the output", () -> this.end == End.CLOSED);
		return this.arrived.take(this.arrived.count());
	}

	/**
	 * Receives until the server closes.
	 * @return the text of everything up to there, possibly empty
	 */
	public String receiveAllText() {
		return new String(receiveAll(), CHARSET);
	}

	// What it expects

	/**
	 * Receives exactly this text; fails with the first byte that is another one.
	 * @param text as it is, with its line ends
	 * @return this
	 */
	public T expect(String text) {
		return expect(text.getBytes(CHARSET));
	}

	/**
	 * Receives exactly these bytes; fails with the first one that differs.
	 * @param bytes all of them
	 * @return this
	 */
	public T expect(byte[] bytes) {
		String what = Arrived.show(bytes);
		await(what, () -> !this.arrived.agreesWith(bytes) || this.arrived.count() >= bytes.length);
		if (!this.arrived.agreesWith(bytes)) {
			throw failure("Expected " + what + "\n  but something else came", null);
		}
		this.arrived.take(bytes.length);
		return self();
	}

	/**
	 * Receives a line that is this one.
	 * @param line its text, without the line end
	 * @return this
	 */
	public T expectLine(String line) {
		String received = receiveLine();
		if (!received.equals(line)) {
			throw failure("Expected the line \"" + line + "\"\n  but received   \"" + received + "\"\n  before", null);
		}
		return self();
	}

	/**
	 * Expects that the server ends the connection in an orderly way, without a byte more.
	 * @return this
	 */
	public T expectClose() {
		return expectEnd("that the server closes", End.CLOSED);
	}

	/**
	 * Expects that the server resets the connection, without a byte more.
	 * @return this
	 */
	public T expectReset() {
		return expectEnd("that the server resets the connection", End.RESET);
	}

	private T expectEnd(String what, End expected) {
		await(what, () -> this.arrived.count() > 0 || this.end == expected);
		if (this.arrived.count() > 0) {
			throw failure("Expected " + what + "\n  but bytes came", null);
		}
		return self();
	}

	// Waiting

	private void await(String what, BooleanSupplier isThere) {
		long begun = System.nanoTime();
		while (!isThere.getAsBoolean()) {
			Duration waited = Duration.ofNanos(System.nanoTime() - begun);
			if (this.end != null) {
				throw failure("Expected " + what + "\n  but after " + waited.toMillis() + " ms the server "
						+ this.end.verb + " the connection", null);
			}
			if (waited.compareTo(this.timeout) >= 0) {
				throw failure("Expected " + what + "\n  but it did not come within " + waited.toMillis() + " ms", null);
			}
			fill(this.timeout.minus(waited));
		}
	}

	/** Takes a part of what comes; at the time limit nothing. */
	private void fill(Duration longest) {
		try {
			int count = read(this.part, longest);
			if (count < 0) {
				this.end = End.CLOSED;
			}
			else {
				this.arrived.add(this.part, count);
			}
		}
		catch (InterruptedIOException ex) {
			// the deadline says it
		}
		catch (IOException ex) {
			this.end = End.RESET;
		}
	}

	private AssertionError failure(String message, @Nullable Throwable cause) {
		return new AssertionError(message + "; arrived and not taken: " + this.arrived.describe(), cause);
	}

	/** Closes the connection. Harmless when it is closed. */
	@Override
	public abstract void close();

	/** How the server's output ended. */
	private enum End {

		CLOSED("closed"), RESET("reset");

		private final String verb;

		End(String verb) {
			this.verb = verb;
		}

	}

}
