package dev.leat.reactor;

import java.util.ArrayList;
import java.util.List;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A connection stands in the mailbox of its loop once at most: a second time would tear
 * what stands behind it off the chain.
 */
class CalledOnceTests {

	private final List<Connection> opened = new ArrayList<>();

	private final Stepped stepped = Stepped.of(new Recorder() {

		@Override
		public void onOpen(Connection connection) {
			CalledOnceTests.this.opened.add(connection);
			if (CalledOnceTests.this.opened.size() > 1) {
				Stepped.elsewhere(() -> {
					CalledOnceTests.this.opened.get(0).write(Bytes.of("mail before"));
					connection.write(Bytes.of("first,"));
				});
			}
		}

	});

	private final SimPeer one = this.stepped.connect();

	@AfterEach
	void close() {
		this.stepped.close();
	}

	@Test
	@DisplayName("W6 S3-15 mail from elsewhere while a connection opens, and after it, reaches it and tears nobody else's off")
	void whileItOpens() {
		SimPeer two = this.stepped.network.connect(this.stepped.port());
		while (this.opened.size() < 2) {
			this.stepped.turn();
		}
		Stepped.elsewhere(() -> this.opened.get(1).write(Bytes.of("second")));
		this.stepped.step();
		assertThat(two.text()).isEqualTo("first,second");
		assertThat(this.one.text()).isEqualTo("mail before");
	}

	@Test
	@DisplayName("W6 S3-15 a broadcast that opens mail before its sender has called the loop tears nothing off")
	void broadcastBetween() {
		SimPeer two = this.stepped.connect();
		NioConnection second = (NioConnection) this.opened.get(1);
		Stepped.elsewhere(() -> {
			// a thread that is held up between the two
			second.put(new Asks.Ask(second, (same) -> same.write(Bytes.of("held up,"))));
			this.stepped.server.connections().write(Bytes.of("news,"));
		});
		this.stepped.step();
		Stepped.elsewhere(() -> {
			this.opened.get(0).write(Bytes.of("last"));
			second.call();
			second.write(Bytes.of("last"));
		});
		this.stepped.step();
		assertThat(two.text()).isEqualTo("first,held up,news,last");
		assertThat(this.one.text()).isEqualTo("mail beforenews,last");
	}

}
