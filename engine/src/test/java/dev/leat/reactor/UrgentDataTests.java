package dev.leat.reactor;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Out-of-band bytes, of which a server wants nothing.
 */
class UrgentDataTests {

	private static final int ROUNDS = 100;

	@Test
	@DisplayName("R13 out-of-band bytes are not delivered, and cannot make the loop spin")
	void ignored() throws Exception {
		Recorder handler = new Recorder() {
			@Override
			public void onData(Connection connection, ByteBuffer data) throws Exception {
				connection.write(data.duplicate());
				super.onData(connection, data);
			}
		};
		try (Servers.Running server = Servers.start(handler); Client client = server.client()) {
			LoopStats loop = ((NioConnection) handler.awaitOpened()).loop().counters();
			for (int i = 0; i < ROUNDS; i++) {
				client.socket().sendUrgentData('!');
				assertThat(client.echo("x")).isEqualTo("x");
			}
			client.socket().sendUrgentData('!');
			WakeupTests.awaitQuiet(loop);
			assertThat(handler.text()).isEqualTo("x".repeat(ROUNDS));
			assertThat(loop.iterations()).isLessThan(20 * ROUNDS);
		}
	}

}
