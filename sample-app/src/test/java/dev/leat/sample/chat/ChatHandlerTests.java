package dev.leat.sample.chat;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;

import dev.leat.reactor.ConnectionGroup;
import dev.leat.reactor.LeatServer;
import dev.leat.reactor.ServerConfig;
import dev.leat.test.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests for {@link ChatHandler}, each in a chat of its own.
 */
class ChatHandlerTests {

	private final LeatServer server = LeatServer.builder("chat")
		.config(ServerConfig.builder().address(InetAddress.getLoopbackAddress()).build())
		.handler(ChatConfiguration.chat(this::members))
		.build();

	private ConnectionGroup members() {
		return this.server.connections();
	}

	@BeforeEach
	void start() {
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@Test
	void whatOneSaysAllHear() {
		try (TestClient ann = connect()) {
			String annsName = joined(ann);
			try (TestClient bob = connect()) {
				String bobsName = joined(bob);
				ann.expectLine("* " + bobsName + " joined");
				ann.send("hello\r\nh\u00f6w are you?\n");
				for (TestClient member : List.of(ann, bob)) {
					member.expectLine(annsName + ": hello").expectLine(annsName + ": h\u00f6w are you?");
				}
				bob.send("fine").endOutput();
				ann.expectLine(bobsName + ": fine").expectLine("* " + bobsName + " left");
			}
		}
	}

	@Test
	void nobodySteersTheTerminalsOfOthers() {
		try (TestClient ann = connect()) {
			String name = joined(ann);
			ann.send("\u001b[2Jred\u0007\n\n \u0000 \nend\n");
			ann.expectLine(name + ":  [2Jred ").expectLine(name + ": end");
		}
	}

	@Test
	void lineThatNeverEndsClosesItsConnection() {
		try (TestClient ann = connect()) {
			joined(ann);
			try (TestClient bob = connect()) {
				String bobsName = joined(bob);
				ann.expectLine("* " + bobsName + " joined");
				bob.send("x".repeat(5_000)).expectClose();
				bob.close();
				ann.expectLine("* " + bobsName + " left");
			}
		}
	}

	private TestClient connect() {
		return TestClient.connect(Objects.requireNonNull(this.server.localAddress()));
	}

	/** Reads what a new member hears first, and returns its name. */
	private static String joined(TestClient member) {
		return member.receiveLine().split(" ")[1];
	}

}
