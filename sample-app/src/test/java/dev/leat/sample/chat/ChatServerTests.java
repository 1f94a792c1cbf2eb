package dev.leat.sample.chat;

import java.util.concurrent.TimeUnit;

import dev.leat.autoconfigure.LeatServers;
import dev.leat.reactor.CloseReason;
import dev.leat.sample.Peer;
import dev.leat.sample.SampleTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the server {@code chat}.
 */
@SampleTest
class ChatServerTests {

	@Value("${local.leat.chat.port}")
	private int port;

	@Autowired
	private LeatServers servers;

	@Test
	void whatOneSaysAllHear() throws Exception {
		try (Peer ann = new Peer(this.port)) {
			String annsName = joined(ann);
			try (Peer bob = new Peer(this.port)) {
				String bobsName = joined(bob);
				assertThat(ann.line()).isEqualTo("* " + bobsName + " joined");
				ann.send("hello\r\nh\u00f6w are you?\n");
				for (Peer member : new Peer[] { ann, bob }) {
					assertThat(member.line()).isEqualTo(annsName + ": hello");
					assertThat(member.line()).isEqualTo(annsName + ": h\u00f6w are you?");
				}
				bob.send("fine").endOutput();
				assertThat(ann.line()).isEqualTo(bobsName + ": fine");
				assertThat(ann.line()).isEqualTo("* " + bobsName + " left");
			}
		}
	}

	@Test
	void nobodySteersTheTerminalsOfOthers() throws Exception {
		try (Peer ann = new Peer(this.port)) {
			String name = joined(ann);
			ann.send("\u001b[2Jred\u0007\n\n \u0000 \nend\n");
			assertThat(ann.line()).isEqualTo(name + ":  [2Jred ");
			assertThat(ann.line()).isEqualTo(name + ": end");
		}
	}

	@Test
	void lineThatNeverEndsClosesItsConnection() throws Exception {
		try (Peer ann = new Peer(this.port); Peer bob = new Peer(this.port)) {
			String bobsName = joined(bob);
			bob.send("x".repeat(5000));
			assertThat(awaitLeft(ann, "")).isEqualTo("* " + bobsName + " left");
		}
	}

	@Test
	@Timeout(value = 60, unit = TimeUnit.SECONDS)
	void memberWhoDoesNotReadLosesTheConnection() throws Exception {
		long before = overflows();
		try (Peer talker = new Peer(this.port)) {
			joined(talker);
			try (Peer mute = new Peer(this.port, 4096)) {
				String name = talker.line().split(" ")[1];
				assertThat(awaitLeft(talker, "x".repeat(1000) + "\n")).isEqualTo("* " + name + " left");
			}
			await().untilAsserted(() -> assertThat(overflows()).isEqualTo(before + 1));
			talker.send("still here\n");
			while (!talker.line().endsWith(": still here")) {
				// Hears the last of its own words first.
			}
		}
	}

	private long overflows() {
		return this.servers.get("chat").stats().closed(CloseReason.WRITE_OVERFLOW);
	}

	/** Reads what a new member hears first, and returns its name. */
	private static String joined(Peer member) throws Exception {
		return member.line().split(" ")[1];
	}

	/** Says something again and again and listens, until somebody left. */
	private static String awaitLeft(Peer talker, String words) throws Exception {
		while (true) {
			talker.send(words);
			String heard = talker.line();
			if (heard.startsWith("* ") && heard.endsWith(" left")) {
				return heard;
			}
		}
	}

}
