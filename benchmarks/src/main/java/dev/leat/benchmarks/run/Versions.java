package dev.leat.benchmarks.run;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the versions of what is compared from the names of the jars.
 */
final class Versions {

	private static final List<String> LIBRARIES = List.of("netty-transport", "vertx-core", "reactor-netty-core",
			"spring-integration-ip", "mina-core", "spring-boot");

	private Versions() {
	}

	static String in(String classPath) {
		return LIBRARIES.stream()
			.map((name) -> name + " " + version(name, classPath))
			.collect(Collectors.joining(", "));
	}

	private static String version(String name, String classPath) {
		Matcher matcher = Pattern.compile("/" + name + "-(\\d[^/:]*)\\.jar").matcher(classPath);
		return matcher.find() ? matcher.group(1) : "?";
	}

}
