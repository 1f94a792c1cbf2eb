package dev.leat.reactor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The main class of a child process that has a network of its own, so that it is its own
 * client; it tells how that went. Its argument is what to try.
 */
final class LoneServer {

	static final String BACKLOG = "backlog";

	static final String ADDRESSES = "addresses";

	private static final int CLIENTS = 100;

	private static final int TIMEOUT = 60_000;

	private final CountDownLatch held = new CountDownLatch(1);

	private final CountDownLatch release = new CountDownLatch(1);

	private LoneServer() {
	}

	public static void main(String[] arguments) throws Exception {
		try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
			System.out.println(0);
			while (lines.readLine() != null) {
				LoneServer lone = new LoneServer();
				System.out.println(arguments[0].equals(BACKLOG) ? lone.backlog() : lone.addresses());
			}
		}
	}

	/** Served and refused of those who come while the one loop is held, and one after. */
	private String backlog() throws Exception {
		AtomicInteger served = new AtomicInteger();
		AtomicInteger refused = new AtomicInteger();
		try (Servers.Running server = Servers.start((loops) -> loops.threads(0), (config) -> config.backlog(32),
				(connection) -> this::echoOrHold); Client holder = server.client()) {
			holder.send("hold");
			this.held.await();
			List<Thread> clients = new ArrayList<>();
			for (int i = 0; i < CLIENTS; i++) {
				Thread client = new Thread(() -> (tryToBeServed(server) ? served : refused).incrementAndGet());
				client.start();
				clients.add(client);
			}
			this.release.countDown();
			for (Thread client : clients) {
				client.join();
			}
			return served + " " + refused + " " + tryToBeServed(server);
		}
	}

	private void echoOrHold(Connection connection, ByteBuffer data) throws InterruptedException {
		if (data.get(data.position()) == 'h') {
			this.held.countDown();
			this.release.await();
		}
		connection.write(data);
	}

	private static boolean tryToBeServed(Servers.Running server) {
		try (Client client = server.client()) {
			return client.echo("served").equals("served");
		}
		catch (IOException ex) {
			return false;
		}
	}

	/** How the server sees a client of each family, and a second one from there. */
	private String addresses() throws IOException {
		InetAddress any = new InetSocketAddress(0).getAddress();
		ConnectionHandler tells = (connection, data) -> {
			data.position(data.limit());
			InetAddress remote = ((InetSocketAddress) connection.remoteAddress()).getAddress();
			connection.write(Bytes.of(remote.getHostAddress() + "\n"));
		};
		try (Servers.Running server = Servers.start((config) -> config.address(any).maxConnectionsPerAddress(1),
				tells)) {
			int port = Objects.requireNonNull(server.server().localAddress()).getPort();
			return seen("127.0.0.1", port) + " " + seen("::1", port);
		}
	}

	private static String seen(String host, int port) {
		try (Socket first = connect(host, port)) {
			return ask(first) + "," + askAnew(host, port);
		}
		catch (IOException ex) {
			return "unreachable";
		}
	}

	/** Who is reset may learn of it while it still connects. */
	private static String askAnew(String host, int port) {
		try (Socket socket = connect(host, port)) {
			return ask(socket);
		}
		catch (IOException ex) {
			return "refused";
		}
	}

	private static Socket connect(String host, int port) throws IOException {
		Socket socket = new Socket();
		socket.setSoTimeout(TIMEOUT);
		socket.connect(new InetSocketAddress(host, port), TIMEOUT);
		return socket;
	}

	/** What it is told, or that it was turned away. */
	private static String ask(Socket socket) {
		try {
			socket.getOutputStream().write('?');
			String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
				.readLine();
			return (line != null) ? line : "refused";
		}
		catch (IOException ex) {
			return "refused";
		}
	}

}
