package dev.leat.benchmarks.run;

import java.util.Optional;

/**
 * Says what limits the work of a gate, for those that fall short: what profiles have
 * shown, in words that need no other page.
 */
final class Reasons {

	private static final String UNKNOWN = "**%s.** No profile has shown yet what limits it.";

	/** By the beginning of the names of the cases. */
	private static final String ECHO = """
			**Plain echo.** `perf` shows 93 % of the server's time in the kernel with 1 KiB × 64 connections, where C has 97:
			epoll, read, write and the loopback. Leat's own code has 2 to 3 %, the JDK with its native part as much. With
			1,000 connections the kernel has 88 %: what a message touches of its connection has left the processor's caches by
			then, and a connection of the JVM's is spread over some twenty objects. 6 % is one look-up of the JDK's selector,
			which finds the key of each ready descriptor in a map. To gather the keys of a turn before the first is served, so
			that the processor fetches the objects of many at once, left 0.99 of the CPU (0.96 to 1.04 in four pairs of JVMs).
			With io_uring one call serves many connections, which that selector cannot do.
			""";

	private static final String FRAMES = """
			**Frames.** One read brings all the frames of a window and one write takes their answers, so the kernel has 86 %
			of the time with 16 in flight and 67 % with 128. A frame is encoded in the loop's batch, where it leaves from, so each is
			copied once, as C does it, and the frames of a read are counted together. What is left for a frame is some 330
			instructions on JDK 25, 345 on JDK 17, counted one by one over a transport that costs nothing. 36 of them are the
			copy. The view of a frame is an object of 64 bytes, one for each so that a handler finds it at index 0; JDK 25 mostly does
			not make it where the handler only passes it on, since it inlines the whole way of such a frame. The rest is mostly
			what buffers of the JDK check with every call.
			""";

	private static final String TLS = """
			**TLS.** Beside Leat the load generator, which encrypts as well, has no time left once the JDK's engine is compiled,
			so that more is not asked of it. No profile has been taken since the warm-up is long enough for that.
			""";

	private static final String CLOSE = """
			**Connect, round trip, close.** `perf` shows 79 % of the time in the kernel and 12 % in the JVM: the JDK makes a
			channel, its locks, two addresses and a key for each connection, and the collector takes them away. Leat's own
			code has 3 %.
			""";

	private static final String COLD = """
			**The first second of a cold JVM.** Loop and compilers share one core: `perf` shows 74 % of the time on the loop's
			thread and 24 % on those of the two compilers, and of all 64 % in the kernel. While a compiler has the core, all
			answers wait for it. The worst are mostly the first: what of the classes of a connection is not loaded by then,
			in the JDK and in the JVM, the first clients wait for.
			""";

	private static final String START = """
			**Start.** From the start of the JVM to the first answer some 240 classes are loaded that are not in the archive
			which a JVM maps: 113 of the engine, 6 that are made of lambdas and reflection in the peer and in the JDK, and most
			others of the JDK's network. A class of the engine takes some tenths of a millisecond, of which the JVM itself needs
			a tenth: the rest is the JDK's class loader, which is interpreted then and looks into each entry of the class path.
			Its methods are hot by that, and the compilers, which share the core, have 40 % of the time. Another 8 % is the JDK
			looking for a selector provider in all those jars.
			""";

	private static final String REDIS = """
			**Key-value.** `perf` shows 41 to 44 % of the time in the kernel and 31 to 34 % in the look-up among 100,000 keys,
			mostly waiting for memory: it touches a slot of the table and one array that holds key and value. A small value
			that stays as long is overwritten, so that the JVM with its collector has about 1 %.
			""";

	private static final String HEAP = """
			**Heap of an idle connection.** A histogram of classes shows 685 bytes that the JDK holds for each: the channel
			with its locks (272), two addresses (192), the key with its places in the selector's maps (165), the descriptor
			and what interrupts it (56). That leaves 215 of 900 bytes for all that Leat knows of a connection. It takes 205:
			its places among the connections and the timers (13), and three objects (192), which have what an open connection
			needs while nothing waits: 76 bytes of references, 56 of long numbers (its id, bytes that came and went, moments),
			36 of object headers, 12 of small numbers, and flags. What comes to wait or to end has objects of its own then.
			""";

	private static final String ALLOCATION = """
			**Allocation per message.** Leat allocates nothing for a message, as `benchmarks/jmh allocation` shows. The JDK's
			selector looks for the key of each ready descriptor in a map, and makes an object of 16 bytes of a number above
			127, unless the compiler sees that nobody keeps it, which with more than one entry in a place of the map it does
			not. With 1,000 connections most have such numbers, which is 14 bytes a message, and with 64 those of a process that
			has more than some 60 files open before. Nothing is allocated where the JVM is told to keep such objects ([operations](operations.md#descriptors-and-memory)), which no peer's is here.
			""";

	private static final String STREAMS = """
			**Streams.** A virtual thread that waits is parked and unparked, on a scheduler that shares the one core with
			the loop: [streams](streams.md) says what that costs and what did not make it cheaper.
			""";

	private Reasons() {
	}

	static String of(Gate gate) {
		Comparison what = gate.comparison();
		if (what.ours().equals("leat-stream")) {
			return STREAMS;
		}
		if (what.theirs() != null && what.theirs().startsWith("leat")) {
			return UNKNOWN.formatted(gate.work());
		}
		return switch (what.metric()) {
			case HEAP -> HEAP;
			case ALLOCATION -> ALLOCATION;
			case P99, TAIL, WAKE_UPS, CALLS -> UNKNOWN.formatted(gate.work());
			default -> ofCases(what.cases().get(0)).orElseGet(() -> UNKNOWN.formatted(gate.work()));
		};
	}

	/** By what the names of the cases begin with. */
	private static Optional<String> ofCases(String name) {
		return Optional.ofNullable(switch (name.substring(0, name.indexOf('-'))) {
			case "echo" -> ECHO;
			case "framed" -> FRAMES;
			case "tls" -> TLS;
			case "close" -> CLOSE;
			case "cold" -> COLD;
			case "start" -> START;
			case "redis" -> REDIS;
			default -> null;
		});
	}

}
