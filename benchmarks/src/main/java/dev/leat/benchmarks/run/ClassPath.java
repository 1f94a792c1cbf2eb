package dev.leat.benchmarks.run;

import java.io.File;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives each peer the jars that an application with it alone would have: what is searched
 * at the start of a JVM counts in what is measured there.
 */
final class ClassPath {

	private static final List<String> OF_LEAT = List.of("leat-engine", "slf4j-api", "jspecify");

	private static final List<String> OF_NETTY = List.of("netty-", "slf4j-api", "jspecify");

	private ClassPath() {
	}

	/**
	 * Picks from the class path of the runner.
	 * @param peer its name
	 * @param all the class path
	 * @return all of it for those who bring much with them
	 */
	static String of(String peer, String all) {
		List<String> wanted = wanted(peer);
		if (wanted.isEmpty()) {
			return all;
		}
		return Stream.of(all.split(Pattern.quote(File.pathSeparator)))
			.filter((entry) -> !entry.endsWith(".jar")
					|| wanted.stream().anyMatch(new File(entry).getName()::startsWith))
			.collect(Collectors.joining(File.pathSeparator));
	}

	private static List<String> wanted(String peer) {
		if (peer.startsWith("leat-starter")) {
			return List.of();
		}
		if (peer.startsWith("leat") || peer.startsWith("jdk")) {
			return OF_LEAT;
		}
		return peer.startsWith("netty") ? OF_NETTY : List.of();
	}

}
