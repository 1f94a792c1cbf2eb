package dev.leat.docs;

import java.util.stream.Stream;

import dev.leat.autoconfigure.LeatServers;
import dev.leat.reactor.LeatServer;
import dev.leat.sample.SampleApplication;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the commands on the pages that are marked with {@code run}, against the sample
 * application.
 */
@SpringBootTest(classes = SampleApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "spring.main.banner-mode=off")
class RunnableBlocksTests {

	@Autowired
	private LeatServers servers;

	/** Has the ports of the sample's own settings, which the test does not take. */
	@Autowired
	private Environment environment;

	@Value("${local.server.port}")
	private int httpPort;

	static Stream<Block> blocks() {
		return Pages.blocks("shell").filter((block) -> block.marks().contains("run"));
	}

	@ParameterizedTest
	@MethodSource("blocks")
	void runs(Block block) throws Exception {
		String script = block.text().replace(":8080", ":" + this.httpPort);
		for (LeatServer server : this.servers) {
			String written = this.environment.getRequiredProperty("leat.servers." + server.name() + ".port");
			int port = requireNonNull(server.localAddress()).getPort();
			script = script.replaceAll("\\b" + written + "\\b", Integer.toString(port));
		}
		Shell ran = Shell.run("bash", "-e", "-o", "pipefail", "-c", script);
		assertThat(ran.failure()).as("%s", block).isEmpty();
		assertThat(ran.output()).as("what %s prints", block).isNotBlank();
	}

}
