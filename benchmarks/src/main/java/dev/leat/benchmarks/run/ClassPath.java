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

	private static final List<String> OF_STARTER = union(OF_LEAT,
			List.of("leat-spring-boot-starter", "leat-spring-boot-autoconfigure", "spring-boot",
					"spring-boot-autoconfigure", "spring-boot-starter", "spring-boot-starter-logging", "spring-aop",
					"spring-beans", "spring-context", "spring-core", "spring-expression", "commons-logging",
					"jakarta.annotation-api", "logback-classic", "logback-core", "jul-to-slf4j", "log4j-to-slf4j",
					"log4j-api", "micrometer-commons", "micrometer-observation", "snakeyaml"));

	private static final List<String> OF_SCRAPED = union(OF_STARTER,
			List.of("micrometer-core", "micrometer-registry-prometheus", "prometheus-metrics-config",
					"prometheus-metrics-core", "prometheus-metrics-exposition-formats",
					"prometheus-metrics-exposition-textformats", "prometheus-metrics-model",
					"prometheus-metrics-tracer-common", "HdrHistogram"));

	private static final List<String> OF_NETTY = List.of("netty-buffer", "netty-codec-base", "netty-common",
			"netty-handler", "netty-resolver", "netty-transport", "netty-transport-native-unix-common", "slf4j-api",
			"jspecify");

	private static final List<String> OF_VERTX = List.of("vertx-core", "vertx-core-logging", "jackson-core",
			"netty-codec-compression", "netty-codec-dns", "netty-codec-http", "netty-codec-http2", "netty-codec-socks",
			"netty-handler-proxy", "netty-resolver-dns");

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
			.filter((entry) -> !entry.endsWith(".jar") || wanted.stream().anyMatch((artifact) -> isOf(entry, artifact)))
			.collect(Collectors.joining(File.pathSeparator));
	}

	private static boolean isOf(String jar, String artifact) {
		return new File(jar).getName().matches(Pattern.quote(artifact) + "-\\d.*");
	}

	private static List<String> wanted(String peer) {
		if (peer.startsWith("leat-starter")) {
			return peer.endsWith("scraped") ? OF_SCRAPED : OF_STARTER;
		}
		if (peer.startsWith("leat") || peer.startsWith("jdk")) {
			return OF_LEAT;
		}
		if (peer.startsWith("netty")) {
			return withTransport(OF_NETTY, peer.split("-")[1]);
		}
		return peer.equals("vertx") ? withTransport(union(OF_NETTY, OF_VERTX), "epoll") : List.of();
	}

	private static List<String> withTransport(List<String> artifacts, String name) {
		return name.equals("nio") ? artifacts
				: union(artifacts, List.of("netty-transport-classes-" + name, "netty-transport-native-" + name));
	}

	private static List<String> union(List<String> some, List<String> others) {
		return Stream.concat(some.stream(), others.stream()).toList();
	}

}
