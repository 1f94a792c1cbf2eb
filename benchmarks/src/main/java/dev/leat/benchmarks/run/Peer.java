package dev.leat.benchmarks.run;

import java.util.ArrayList;
import java.util.List;

/**
 * A server that is compared: how its process is started.
 *
 * @param name also what it is called in tables
 * @param runtime what runs it
 * @param leastJdk the first release of Java with which it works
 * @param options of its JVM
 */
record Peer(String name, Runtime runtime, int leastJdk, List<String> options) {

	/** What runs a peer. */
	enum Runtime {

		/** A program of {@code src/main/c}. */
		C,

		/** {@code dev.leat.benchmarks.peer.Peers}. */
		JAVA,

		/** The application in {@code sample-app}. */
		SAMPLE,

		/** A real Redis. */
		REDIS

	}

	/** The same heap for all. */
	private static final List<String> JVM = List.of("-Xms512m", "-Xmx512m");

	/**
	 * The peer of that name.
	 * @param name as in the list of cases
	 * @return how it is started
	 */
	static Peer named(String name) {
		return switch (name) {
			case "c-epoll" -> new Peer(name, Runtime.C, 0, List.of());
			case "redis" -> new Peer(name, Runtime.REDIS, 0, List.of());
			case "leat-sample" -> new Peer(name, Runtime.SAMPLE, 17, JVM);
			case "jdk-virtual-threads" -> new Peer(name, Runtime.JAVA, 21, JVM);
			default -> new Peer(name, Runtime.JAVA, 17, options(name));
		};
	}

	/** Netty gets what it asks for on the JDKs that otherwise refuse or warn. */
	private static List<String> options(String name) {
		List<String> options = new ArrayList<>(JVM);
		int jdk = java.lang.Runtime.version().feature();
		if (!name.startsWith("leat") && jdk >= 22) {
			options.add("--enable-native-access=ALL-UNNAMED");
		}
		if (!name.startsWith("leat") && jdk >= 23) {
			options.add("--sun-misc-unsafe-memory-access=allow");
		}
		if (name.startsWith("netty") && name.endsWith("-tuned")) {
			options.addAll(List.of("-Dio.netty.leakDetection.level=disabled", "-Dio.netty.buffer.checkBounds=false",
					"-Dio.netty.buffer.checkAccessible=false", "-Dio.netty.allocator.directMemoryCacheAlignment=64"));
		}
		return options;
	}

}
