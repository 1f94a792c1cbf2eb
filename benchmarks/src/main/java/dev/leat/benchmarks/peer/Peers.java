package dev.leat.benchmarks.peer;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Runs one peer in a process of its own: {@code Peers <peer> <workload>}. It binds
 * 127.0.0.1 and a free port, prints {@code ready <port> <microseconds since it began>},
 * and ends with its standard input; see {@link Control} for what it understands
 * meanwhile. Whatever else is printed goes to the error stream. Exit codes: 0 at the end
 * of the input, 2 for a wrong call, 3 where the peer cannot do the workload on this
 * machine.
 */
public final class Peers {

	private static final long STARTED = System.nanoTime();

	private static final int WRONG_CALL = 2;

	private static final int CANNOT_RUN = 3;

	private static final Map<String, Peer.Starter> ALL = all();

	private Peers() {
	}

	private static Map<String, Peer.Starter> all() {
		Map<String, Peer.Starter> all = new TreeMap<>();
		all.put("leat", LeatPeer::start);
		all.put("leat-framing", LeatFramingPeer::start);
		all.put("leat-stream", LeatStreamPeer::start);
		all.put("leat-starter", LeatStarterPeer::start);
		for (NettyTransport transport : NettyTransport.values()) {
			all.put(transport.peer(), new NettyPeer(transport, NettyStyle.AS_IT_COMES));
			all.put(transport.peer() + "-tuned", new NettyPeer(transport, NettyStyle.TUNED));
		}
		all.put("vertx", VertxPeer::start);
		all.put("reactor-netty", ReactorNettyPeer::start);
		all.put("spring-integration", SpringIntegrationPeer::start);
		all.put("mina", MinaPeer::start);
		all.put("jdk-virtual-threads", VirtualThreadsPeer::start);
		return all;
	}

	/** Since this class was loaded, which is where a peer begins. */
	static long microsSinceStart() {
		return (System.nanoTime() - STARTED) / 1000;
	}

	/** The names of all peers. */
	static Iterable<String> names() {
		return ALL.keySet();
	}

	static Peer start(String name, Workload workload) throws Exception {
		return Objects.requireNonNull(ALL.get(name), name).start(workload);
	}

	/**
	 * Runs a peer until the standard input ends.
	 * @param args the peer and the workload
	 */
	public static void main(String[] args) {
		PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII);
		System.setOut(System.err);
		System.exit(run(args, out));
	}

	private static int run(String[] args, PrintStream out) {
		Workload workload = (args.length == 2) ? workload(args[1]) : null;
		if (workload == null || !ALL.containsKey(args[0])) {
			System.err.println("Call: Peers <peer> <echo|framed|tls|close>, peers: " + ALL.keySet());
			return WRONG_CALL;
		}
		try {
			Peer peer = start(args[0], workload);
			new Control(peer, System.in, out).run();
			return 0;
		}
		catch (CannotRunException ex) {
			System.err.println("cannot run: " + ex.getMessage());
			return CANNOT_RUN;
		}
		catch (Exception ex) {
			ex.printStackTrace();
			return 1;
		}
	}

	private static @Nullable Workload workload(String name) {
		try {
			return Workload.of(name);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
