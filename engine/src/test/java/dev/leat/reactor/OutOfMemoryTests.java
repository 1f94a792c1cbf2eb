package dev.leat.reactor;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server in a process whose memory really runs out.
 */
@Tag("slow")
class OutOfMemoryTests {

	private static final List<String> LITTLE = List.of("-Xmx64m", "-XX:MaxDirectMemorySize=16m",
			"-XX:MaxMetaspaceSize=48m", "-XX:CompressedClassSpaceSize=32m", "-XX:ReservedCodeCacheSize=48m",
			"-XX:+UseSerialGC");

	/** Limits the addresses that a process may use, so that stacks of threads run out. */
	private static List<String> limited() {
		return List.of(Installed.program("prlimit"), "--as=6000000000");
	}

	@ParameterizedTest
	@ValueSource(strings = { HungryServer.HEAP, HungryServer.DIRECT, HungryServer.METASPACE, HungryServer.THREADS })
	@DisplayName("FE2 heap, direct memory, metaspace or threads that a handler uses up cost its connection; the loop lives")
	void usedUp(String what) throws Exception {
		try (ChildServer child = ChildServer.start(limited(), LITTLE, HungryServer.class, "");
				Client early = Client.to(child.port(), 0)) {
			assertThat(early.echo("early")).isEqualTo("early");
			for (int i = 0; i < 3; i++) {
				try (Client greedy = Client.to(child.port(), 0)) {
					greedy.send(what);
					assertThat(greedy.readAll()).isEmpty();
				}
			}
			assertThat(early.echo("still here")).isEqualTo("still here");
			try (Client late = Client.to(child.port(), 0)) {
				assertThat(late.echo("late")).isEqualTo("late");
				Until.holds(() -> child.ask().equals("2 0 0 true"));
			}
		}
	}

	@Test
	@DisplayName("FE2 while another thread holds all of the heap whoever is connected is served, and afterwards everybody")
	void heldByOthers() throws Exception {
		try (ChildServer child = ChildServer.start(List.of(), LITTLE, HungryServer.class, "");
				Client early = Client.to(child.port(), 0);
				Client greedy = Client.to(child.port(), 0)) {
			for (int i = 0; i < 2000; i++) {
				assertThat(early.echo("warm up")).isEqualTo("warm up");
			}
			assertThat(greedy.send(HungryServer.HOLD).readText(1)).isEqualTo(HungryServer.HOLD);
			for (int i = 0; i < 100; i++) {
				assertThat(early.echo("served")).isEqualTo("served");
			}
			for (int i = 0; i < 20; i++) {
				tryToConnect(child);
			}
			Until.holds(() -> child.ask().endsWith(" 0 true"));
			Until.holds(() -> serves(child));
		}
	}

	/** There may be no memory for it. */
	private static void tryToConnect(ChildServer child) throws IOException {
		try (Client client = Client.to(child.port(), 0)) {
			client.send("a byte");
		}
		catch (IOException ex) {
			// it was turned away
		}
	}

	private static boolean serves(ChildServer child) {
		try (Client client = Client.to(child.port(), 0)) {
			return client.echo("again").equals("again");
		}
		catch (IOException ex) {
			return false;
		}
	}

}
