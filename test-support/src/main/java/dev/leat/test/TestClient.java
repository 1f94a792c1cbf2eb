package dev.leat.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

import javax.net.ssl.SSLSocket;

import org.springframework.boot.ssl.SslBundle;

/**
 * A blocking client for tests, over a socket.
 *
 * <pre>
 * try (TestClient client = TestClient.connect(port)) {
 *     client.send("hello\n").expectLine("Hello hello");
 * }
 * </pre>
 */
public final class TestClient extends TestPeer<TestClient> {

	private Socket socket = new Socket();

	private TestClient() {
	}

	/**
	 * Connects to a port of this machine.
	 * @param port the port, for example of {@link LocalLeatPort}
	 * @return a connected client
	 * @throws UncheckedIOException if that is not possible
	 */
	public static TestClient connect(int port) {
		return connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
	}

	/**
	 * Connects to an address.
	 * @param address where a server listens
	 * @return a connected client
	 * @throws UncheckedIOException if that is not possible
	 */
	public static TestClient connect(InetSocketAddress address) {
		TestClient client = new TestClient();
		try {
			client.socket.connect(address, millis(client.timeout()));
			client.socket.setTcpNoDelay(true);
			return client;
		}
		catch (IOException ex) {
			client.close();
			throw new UncheckedIOException("Cannot connect to " + address, ex);
		}
	}

	private static int millis(Duration time) {
		return (int) Math.max(1, Math.min(Integer.MAX_VALUE, time.toMillis()));
	}

	/**
	 * Goes on in TLS, with {@code localhost} as the server's name. Returns after the
	 * handshake.
	 * @param bundle whom to trust, and the client's own certificate if it has one
	 * @return this
	 */
	public TestClient tls(SslBundle bundle) {
		return tls(bundle, "localhost");
	}

	/**
	 * Goes on in TLS. Returns after the handshake; a server of TLS 1.3 that refuses the
	 * client's certificate tells so later, by closing.
	 * @param bundle whom to trust, and the client's own certificate if it has one
	 * @param serverName what the client asks for (SNI); whether the certificate is for
	 * that name is not checked
	 * @return this
	 */
	public TestClient tls(SslBundle bundle, String serverName) {
		try {
			SSLSocket tls = (SSLSocket) bundle.createSslContext()
				.getSocketFactory()
				.createSocket(this.socket, serverName, this.socket.getPort(), true);
			tls.setSoTimeout(millis(timeout()));
			tls.setEnabledProtocols(protocols(bundle, tls));
			tls.startHandshake();
			this.socket = tls;
			return this;
		}
		catch (IOException ex) {
			throw new AssertionError("The TLS handshake failed: " + ex.getMessage(), ex);
		}
	}

	private static String[] protocols(SslBundle bundle, SSLSocket socket) {
		String[] wanted = bundle.getOptions().getEnabledProtocols();
		return (wanted != null) ? wanted : socket.getEnabledProtocols();
	}

	@Override
	TestClient self() {
		return this;
	}

	@Override
	void write(byte[] bytes) throws IOException {
		this.socket.getOutputStream().write(bytes);
	}

	@Override
	void shutdownOutput() throws IOException {
		this.socket.shutdownOutput();
	}

	@Override
	int read(byte[] into, Duration longest) throws IOException {
		this.socket.setSoTimeout(millis(longest));
		return this.socket.getInputStream().read(into);
	}

	@Override
	int serverPort() {
		return this.socket.getPort();
	}

	@Override
	public void reset() {
		try {
			this.socket.setSoLinger(true, 0);
			this.socket.close();
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
