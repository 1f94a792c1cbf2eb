package dev.leat.readme;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.leat.test.TestClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds README.md and what it says together.
 */
class ReadmeTests {

	private static final Path SOURCE = Path.of("src/test/java/dev/leat/readme/EchoApplication.java");

	private String readme = "";

	@BeforeEach
	void read() throws Exception {
		this.readme = Files.readString(Path.of("../README.md"));
	}

	@Test
	@DisplayName("S3-40 the first server is 20 lines at most, and this is it")
	void firstServerIsShown() throws Exception {
		String source = Files.readString(SOURCE);
		String shown = block("java");
		assertThat(source).isEqualTo("package dev.leat.readme;\n\n" + shown);
		assertThat(shown.lines()).hasSizeLessThanOrEqualTo(20);
	}

	@Test
	@DisplayName("S3-40 the first server runs, with the properties that are shown and no others")
	void firstServerRuns() throws Exception {
		Properties shown = new Properties();
		shown.load(new StringReader(block("properties")));
		assertThat(shown).containsOnlyKeys("leat.server.address", "leat.server.port");
		shown.setProperty("leat.server.port", "0");
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(EchoApplication.class)
			.web(WebApplicationType.NONE)
			.properties(shown)
			.run("--spring.config.name=none", "--spring.main.banner-mode=off")) {
			int port = context.getEnvironment().getRequiredProperty("local.leat.echo.port", Integer.class);
			try (TestClient peer = TestClient.connect(port)) {
				peer.send("hello").endOutput();
				assertThat(peer.receiveAll()).asString().isEqualTo("hello");
			}
		}
	}

	@Test
	@DisplayName("S3-41 how to run and test it is written down")
	void commandsAreShown() {
		assertThat(this.readme.lines()).contains(
				"    mvn -q -DskipTests package && java -jar sample-app/target/sample-app.jar", "    mvn -B verify");
	}

	/** The first block of code in a language. */
	private String block(String language) {
		Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(this.readme);
		assertThat(block.find()).as("a block of " + language).isTrue();
		return block.group(1);
	}

}
