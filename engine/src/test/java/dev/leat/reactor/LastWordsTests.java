package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What was written before the end goes out before FIN, wherever it was written.
 */
class LastWordsTests {

	private final List<Connection> opened = new ArrayList<>();

	@Test
	@DisplayName("what is written and closed in another connection's end, in a turn that writes as well, goes before FIN")
	void inAnotherEnd() {
		Recorder handler = new Recorder() {

			@Override
			public void onOpen(Connection connection) {
				LastWordsTests.this.opened.add(connection);
			}

			@Override
			public void onData(Connection connection, ByteBuffer data) {
				connection.write(data);
			}

		};
		try (Stepped stepped = Stepped.of(handler)) {
			SimPeer first = stepped.connect();
			SimPeer second = stepped.connect();
			Connection partner = this.opened.get(1);
			this.opened.get(0).closed().thenRun(() -> {
				partner.write(Bytes.of("bye"));
				partner.close();
			});
			first.fin();
			second.send("ping");
			stepped.step();
			assertThat(second.text()).isEqualTo("pingbye");
			assertThat(second.gotFin()).isTrue();
		}
	}

}
