package dev.leat.benchmarks.peer;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

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

	private static final List<String> NAMES = List.of("leat", "leat-framing", "leat-stream", "leat-split",
			"leat-starter", LeatScrapedPeer.NAME, "netty-nio", "netty-nio-tuned", "netty-epoll", "netty-epoll-tuned",
			"netty-io_uring", "netty-io_uring-tuned", "vertx", "reactor-netty", "spring-integration", "mina",
			"jdk-virtual-threads");

	private Peers() {
	}

	/** Since this class was loaded, which is where a peer begins. */
	static long microsSinceStart() {
		return (System.nanoTime() - STARTED) / 1000;
	}

	/** The names of all peers. */
	static List<String> names() {
		return NAMES;
	}

	/** Loads nothing of the other peers, whose libraries may not be there. */
	static Peer start(String name, Workload workload) throws Exception {
		return switch (name) {
			case "leat" -> LeatPeer.start(workload);
			case "leat-framing" -> LeatFramingPeer.start(workload);
			case "leat-stream" -> LeatStreamPeer.start(workload);
			case "leat-split" -> LeatSplitPeer.start(workload);
			case "leat-starter" -> LeatStarterPeer.start(workload);
			case LeatScrapedPeer.NAME -> LeatScrapedPeer.start(workload);
			case "vertx" -> VertxPeer.start(workload);
			case "reactor-netty" -> ReactorNettyPeer.start(workload);
			case "spring-integration" -> SpringIntegrationPeer.start(workload);
			case "mina" -> MinaPeer.start(workload);
			case "jdk-virtual-threads" -> VirtualThreadsPeer.start(workload);
			default -> NettyPeer.named(name).start(workload);
		};
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
		if (workload == null || !NAMES.contains(args[0])) {
			System.err.println("Call: Peers <peer> <echo|framed|tls|close>, peers: " + NAMES);
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
