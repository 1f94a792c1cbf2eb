package dev.leat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the documentation has to say, wherever else it is reworded.
 */
class DocumentationTests {

	private static final Path REACTOR = Path.of("src/main/java/dev/leat/reactor");

	@Test
	@DisplayName("S1-13 a connection says that its writes are ordered, and that no call is not")
	void orderIsDocumented() throws IOException {
		assertThat(javadoc("Connection")).contains("Writes are ordered", "There is no unordered write");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Acceptor", "Closing", "EventLoop", "Output", "ServerRun" })
	@DisplayName("S3-42 where something has states or a flow, its picture stands on the class")
	void picturesOfStates(String type) throws IOException {
		assertThat(javadoc(type)).containsPattern("(?s)<pre>.*[─│].*</pre>");
	}

	@Test
	@DisplayName("S3-42 a picture shows the objects and how a byte goes through them")
	void pictureOfObjects() throws IOException {
		assertThat(Files.readString(Path.of("../CONTRIBUTING.md"))).containsPattern(
				"(?s)```\\n[^`]*Acceptor[^`]*EventLoop[^`]*NioConnection[^`]*ConnectionHandler[^`]*Output[^`]*```");
	}

	/** The comment on the type of a file. */
	private static String javadoc(String type) throws IOException {
		String source = Files.readString(REACTOR.resolve(type + ".java"));
		return source.substring(source.indexOf("/**"), source.indexOf("\n */"));
	}

}
