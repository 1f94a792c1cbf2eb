package dev.leat.docs;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compiles the Java on the pages: a whole file, members of a class or statements. What it
 * uses and does not declare is in {@link Stage}. What is marked with {@code run} is
 * tests, and they pass.
 */
class JavaBlocksTests {

	private static final List<String> PACKAGES = List.of("dev.leat.autoconfigure", "dev.leat.codec", "dev.leat.reactor",
			"dev.leat.test", "java.io", "java.net", "java.nio", "java.nio.charset", "java.time", "java.util",
			"java.util.concurrent", "org.springframework.beans.factory.annotation",
			"org.springframework.boot.test.context", "org.springframework.context.annotation",
			"org.springframework.context.event", "org.springframework.core.task", "org.springframework.stereotype",
			"org.springframework.web.bind.annotation", "org.springframework.web.server");

	/** What two of these packages have. */
	private static final List<String> TYPES = List.of("org.junit.jupiter.api.Test", "org.jspecify.annotations.Nullable",
			"org.springframework.boot.ssl.SslBundles");

	private static final List<String> STATICS = List.of("java.nio.charset.StandardCharsets",
			"org.assertj.core.api.Assertions", "org.springframework.http.HttpStatus");

	private static final Pattern PUBLIC_TYPE = Pattern.compile("^public (?:final )?(?:class|interface|record) (\\w+)",
			Pattern.MULTILINE);

	private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

	@TempDir
	private Path classes;

	static Stream<Block> blocks() {
		return Pages.blocks("java");
	}

	@ParameterizedTest
	@MethodSource("blocks")
	void compiles(Block block) {
		Matcher type = PUBLIC_TYPE.matcher(block.text());
		if (block.text().startsWith("import ") && type.find()) {
			assertThat(errors(type.group(1), block.text())).as("%s", block).isEmpty();
			return;
		}
		String asMembers = errors("Snippet", wrapped(block.text()));
		if (!asMembers.isEmpty()) {
			String asStatements = errors("Snippet", wrapped("void run() throws Exception {\n" + block.text() + "}\n"));
			assertThat(asStatements).as("%s as statements; as members: %s", block, asMembers).isEmpty();
		}
	}

	static Stream<Block> runnable() {
		return blocks().filter((block) -> block.marks().equals("run"));
	}

	@ParameterizedTest
	@MethodSource("runnable")
	void passes(Block block) throws Exception {
		assertThat(errors("Snippet", wrapped(block.text()))).isEmpty();
		try (URLClassLoader loader = new URLClassLoader(new URL[] { this.classes.toUri().toURL() },
				getClass().getClassLoader())) {
			Constructor<?> constructor = loader.loadClass("Snippet").getDeclaredConstructor();
			constructor.setAccessible(true);
			Object snippet = constructor.newInstance();
			List<Method> tests = Stream.of(snippet.getClass().getDeclaredMethods())
				.filter((method) -> method.isAnnotationPresent(Test.class))
				.toList();
			assertThat(tests).as("%s", block).isNotEmpty();
			for (Method test : tests) {
				test.setAccessible(true);
				test.invoke(snippet);
			}
		}
	}

	private static String wrapped(String members) {
		return imports("", PACKAGES, ".*") + imports("", TYPES, "") + imports("static ", STATICS, ".*")
				+ "class Snippet extends dev.leat.docs.Stage {\n" + members + "}\n";
	}

	private static String imports(String before, List<String> names, String after) {
		return names.stream().map((name) -> "import " + before + name + after + ";\n").collect(Collectors.joining());
	}

	/** What the compiler has against it. */
	private String errors(String name, String source) {
		DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
		List<String> options = List.of("-proc:none", "-parameters", "-d", this.classes.toString(), "-cp",
				System.getProperty("java.class.path"));
		COMPILER.getTask(null, null, found, options, null, List.of(new Source(name, source))).call();
		return found.getDiagnostics()
			.stream()
			.filter((diagnostic) -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
			.map((diagnostic) -> "\n" + diagnostic.getMessage(Locale.ROOT) + " in: "
					+ source.split("\n")[(int) Math.max(0, diagnostic.getLineNumber() - 1)])
			.collect(Collectors.joining());
	}

	/** A file that is in memory only. */
	private static final class Source extends SimpleJavaFileObject {

		private final String text;

		Source(String name, String text) {
			super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
			this.text = text;
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) {
			return this.text;
		}

	}

}
