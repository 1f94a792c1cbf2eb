package dev.leat.reactor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server with little memory, and 200 clients that ask for 1 GiB each and never read.
 */
@Tag("slow")
class WriteFloodTests {

	private static final int FLOODED = 200;

	private final List<Client> clients = new ArrayList<>();

	@AfterEach
	void closeClients() throws IOException {
		for (Client client : this.clients) {
			client.close();
		}
	}

	@ParameterizedTest
	@CsvSource({ "8388608, default cap", "4294967296, no cap to speak of" })
	@DisplayName("FE2 FE16 X15 a handler that ignores every signal loses its connections, not the server its memory")
	void flood(long maxPending, String name) throws Exception {
		try (ChildServer child = ChildServer.start(List.of(), List.of("-Xmx128m", "-XX:MaxDirectMemorySize=64m"),
				FloodingServer.class, String.valueOf(maxPending))) {
			Client early = connect(child);
			assertThat(early.echo("early")).isEqualTo("early");
			for (int i = 0; i < FLOODED; i++) {
				flood(child);
			}
			Until.holds(() -> isServed(child));
			Until.holds(() -> child.ask().startsWith("1 "));
			assertThat(ended(child)).isGreaterThanOrEqualTo(FLOODED);
			assertThat(early.echo("still here")).isEqualTo("still here");
		}
	}

	/** While memory is short, it is turned away. */
	private void flood(ChildServer child) {
		try {
			connect(child, 4096).send(new byte[] { FloodingServer.FLOOD });
		}
		catch (IOException ex) {
			// counted by the server
		}
	}

	/** Whether somebody new is served, who may be turned away too, and comes again. */
	private static boolean isServed(ChildServer child) {
		try (Client late = Client.to(child.port(), 0)) {
			return late.echo("late").equals("late");
		}
		catch (IOException ex) {
			return false;
		}
	}

	private Client connect(ChildServer child) throws IOException {
		return connect(child, 0);
	}

	private Client connect(ChildServer child, int receiveBuffer) throws IOException {
		Client client = Client.to(child.port(), receiveBuffer);
		this.clients.add(client);
		return client;
	}

	/** Clients that ended with WRITE_OVERFLOW or MEMORY, or were turned away. */
	private static int ended(ChildServer child) throws IOException {
		String[] figures = child.ask().split(" ");
		return Integer.parseInt(figures[1]) + Integer.parseInt(figures[2]) + Integer.parseInt(figures[3]);
	}

}
