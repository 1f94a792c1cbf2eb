package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

import dev.leat.tls.Contexts;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Records of an open connection, one by one.
 */
class TlsStreamTests {

	private final Recorder handler = new Recorder();

	private static Stepped stepped(ConnectionHandler handler) {
		return Stepped.with((config) -> config.tls(TlsConfig.builder(Contexts.server()).build()), handler);
	}

	private Stepped stepped() {
		return stepped(this.handler);
	}

	private static void assertNothingLent(Stepped stepped) {
		assertThat(stepped.group.bufferStats().used()).isZero();
	}

	@Test
	@DisplayName("small writes of one callback leave as one record in one system call")
	void batch() throws SSLException {
		try (Stepped stepped = stepped((connection, data) -> {
			while (data.hasRemaining()) {
				connection.write(ByteBuffer.wrap(new byte[] { data.get() }));
			}
		})) {
			TlsPeer client = TlsPeer.to(stepped).exchange();
			int writes = client.peer.writes();
			int bytes = client.peer.count();
			client.send("a hundred small writes");
			assertThat(client.text()).isEqualTo("a hundred small writes");
			assertThat(client.peer.writes() - writes).isEqualTo(1);
			assertThat(client.peer.count() - bytes).as("one record").isLessThan(22 + 2 * 22);
		}
	}

	@Test
	@DisplayName("an idle connection holds no buffer, and one in the middle of a record holds one")
	void idleHoldsNothing() throws SSLException {
		try (Stepped stepped = stepped()) {
			TlsPeer client = TlsPeer.to(stepped).exchange();
			assertNothingLent(stepped);
			byte[] record = client.wrap("whole");
			client.peer.send(Arrays.copyOf(record, 10));
			stepped.step();
			assertThat(stepped.group.bufferStats().used()).isEqualTo(4096);
			client.peer.send(Arrays.copyOfRange(record, 10, record.length));
			stepped.step();
			assertThat(this.handler.text()).isEqualTo("whole");
			assertNothingLent(stepped);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 4, 5, 6, 37, 3_900 })
	@DisplayName("FT7 records arrive in pieces of any size, each read once")
	void pieces(int size) throws SSLException {
		try (Stepped stepped = stepped()) {
			TlsPeer client = TlsPeer.to(stepped).exchange();
			byte[] large = client.wrap(new byte[4_000]);
			byte[] small = client.wrap("end");
			int reads = client.peer.reads();
			for (byte[] record : List.of(large, small)) {
				for (int from = 0; from < record.length; from += size) {
					client.peer.send(Arrays.copyOfRange(record, from, Math.min(record.length, from + size)));
				}
			}
			stepped.step();
			assertThat(this.handler.input.size()).isEqualTo(4_000 + 3);
			int pieces = (large.length + size - 1) / size + (small.length + size - 1) / size;
			assertThat(client.peer.reads() - reads).isLessThanOrEqualTo(pieces + 4);
			assertNothingLent(stepped);
		}
	}

	@Test
	@DisplayName("FT7 a hello in records of one byte each leads to a connection")
	void fragmentedHello() throws SSLException {
		try (Stepped stepped = stepped()) {
			TlsPeer client = TlsPeer.to(stepped);
			byte[] hello = client.own();
			for (int i = 5; i < hello.length; i++) {
				client.peer.send(new byte[] { 22, 3, 1, 0, 1, hello[i] });
			}
			assertThat(client.exchange().isSecure()).isTrue();
			assertThat(this.handler.events).containsExactly("open");
		}
	}

	@Test
	@DisplayName("FT7 many records in one segment are delivered together, in order")
	void manyRecords() throws SSLException {
		try (Stepped stepped = stepped()) {
			TlsPeer client = TlsPeer.to(stepped).exchange();
			ByteBuffer records = ByteBuffer.allocate(64 * 1024);
			for (int i = 0; i < 500; i++) {
				records.put(client.wrap(String.valueOf(i % 10)));
			}
			client.peer.send(Arrays.copyOf(records.array(), records.position()));
			stepped.step();
			assertThat(this.handler.text()).hasSize(500).startsWith("0123456789");
		}
	}

	@Test
	@DisplayName("data that comes with the end of the handshake is delivered without another event")
	void dataWithFinished() throws SSLException {
		try (Stepped stepped = stepped()) {
			TlsPeer client = TlsPeer.to(stepped);
			client.peer.send(client.own());
			stepped.step();
			byte[] finished = client.answer();
			byte[] data = client.wrap("early bird");
			byte[] both = Arrays.copyOf(finished, finished.length + data.length);
			System.arraycopy(data, 0, both, finished.length, data.length);
			client.peer.send(both);
			stepped.step();
			assertThat(this.handler.text()).isEqualTo("early bird");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	@DisplayName("FT9 the peer's close_notify is the end of its input, and is answered by ours before FIN")
	void closeNotify(String protocol) throws SSLException {
		try (Stepped stepped = stepped()) {
			TlsPeer client = TlsPeer.to(stepped, protocol).exchange();
			client.sendEnd();
			assertThat(this.handler.events).containsExactly("open", "input-end", "close PEER_CLOSED");
			assertThat(client.gotEnd()).isTrue();
			assertThat(client.peer.gotFin()).isTrue();
			assertThat(client.peer.gotReset()).isFalse();
			assertNothingLent(stepped);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	@DisplayName("FT9 a request with close_notify right behind it gets its answer")
	void requestAndEnd(String protocol) throws SSLException {
		try (Stepped stepped = stepped(Servers.ECHO)) {
			TlsPeer client = TlsPeer.to(stepped, protocol).exchange();
			byte[] request = client.wrap("request");
			client.engine.closeOutbound();
			byte[] end = client.own();
			byte[] both = Arrays.copyOf(request, request.length + end.length);
			System.arraycopy(end, 0, both, request.length, end.length);
			client.peer.send(both);
			client.exchange();
			assertThat(client.text()).isEqualTo("request");
			assertThat(client.gotEnd()).isTrue();
			assertThat(stepped.stats().closed(CloseReason.PEER_CLOSED)).isEqualTo(1);
		}
	}

	@ParameterizedTest
	@CsvSource({ "0", "7" })
	@DisplayName("FT9 FIN without close_notify is no end: the handler is not told that it was all")
	void truncated(int partOfRecord) throws SSLException {
		try (Stepped stepped = stepped()) {
			TlsPeer client = TlsPeer.to(stepped).exchange();
			client.send("half of it");
			client.peer.send(Arrays.copyOf(client.wrap("the other half"), partOfRecord)).fin();
			stepped.step();
			assertThat(this.handler.events).containsExactly("open", "data", "close TRUNCATED");
			assertThat(this.handler.text()).isEqualTo("half of it");
			assertNothingLent(stepped);
		}
	}

	@Test
	@DisplayName("FT9 what comes behind close_notify is not delivered")
	void dataAfterEnd() throws SSLException {
		Recorder stays = new Recorder() {
			@Override
			public void onInputEnd(Connection connection) {
				this.events.add("input-end");
			}
		};
		try (Stepped stepped = stepped(stays)) {
			TlsPeer client = TlsPeer.to(stepped).exchange();
			client.sendEnd();
			client.peer.send(new byte[] { 23, 3, 3, 0, 1, 7 });
			stepped.step();
			assertThat(stays.events).containsExactly("open", "input-end");
			assertThat(client.peer.interest()).as("nothing is armed").isZero();
			stepped.task((connection) -> connection.write(Bytes.of("still")));
			assertThat(client.exchange().text()).isEqualTo("still");
		}
	}

	@Test
	@DisplayName("FT9 a close sends close_notify and FIN, and does not wait for the peer beyond the linger time")
	void close() throws SSLException {
		try (Stepped stepped = stepped()) {
			TlsPeer client = TlsPeer.to(stepped).exchange();
			stepped.connection().write(Bytes.of("bye"));
			stepped.connection().close();
			client.takeIn();
			stepped.step();
			client.takeIn();
			assertThat(client.text()).isEqualTo("bye");
			assertThat(client.gotEnd()).isTrue();
			assertThat(client.peer.gotFin()).isTrue();
			assertThat(client.peer.isReleased()).isFalse();
			stepped.advance(Duration.ofSeconds(2));
			assertThat(client.peer.isReleased()).isTrue();
		}
	}

	@Test
	@DisplayName("FT9 close_notify waits for a full socket for three seconds, whatever the peer sends meanwhile")
	void closeNotifyIsBounded() throws SSLException {
		try (Stepped stepped = stepped()) {
			TlsPeer client = TlsPeer.to(stepped).exchange();
			client.peer.window(0);
			stepped.connection().close();
			stepped.step();
			assertThat(client.peer.gotFin()).isFalse();
			for (int i = 0; i < 29; i++) {
				client.peer.send(client.wrap("still here"));
				stepped.advance(Duration.ofMillis(100));
				assertThat(client.peer.isReleased()).as("after %s ms", 100 * (i + 1)).isFalse();
			}
			client.peer.send(client.wrap("still here"));
			stepped.advance(Duration.ofMillis(100));
			assertThat(client.peer.isReleased()).isTrue();
			assertNothingLent(stepped);
		}
	}

	@Test
	@DisplayName("FT9 close_notify that had to wait goes out whole, with FIN behind it")
	void closeNotifyLater() throws SSLException {
		try (Stepped stepped = stepped()) {
			TlsPeer client = TlsPeer.to(stepped).exchange();
			client.peer.window(5);
			stepped.connection().close();
			client.engine.closeOutbound();
			client.peer.send(client.own());
			stepped.step();
			assertThat(client.peer.gotFin()).isFalse();
			client.peer.window(Long.MAX_VALUE);
			client.exchange();
			assertThat(client.gotEnd()).isTrue();
			assertThat(client.peer.gotFin()).isTrue();
			assertThat(client.peer.isReleased()).isTrue();
		}
	}

	@Test
	@DisplayName("FT3 a renegotiation in TLS 1.2 is refused and ends the connection, without any system property")
	void renegotiation() throws SSLException {
		try (Stepped stepped = stepped()) {
			TlsPeer client = TlsPeer.to(stepped, "TLSv1.2").exchange();
			client.engine.beginHandshake();
			assertThat(client.engine.getHandshakeStatus()).isNotEqualTo(HandshakeStatus.NOT_HANDSHAKING);
			client.exchange();
			assertThat(this.handler.events).containsExactly("open", "close TLS_ERROR");
			assertThat(this.handler.cause).hasMessageContaining("renegotiation");
			assertNothingLent(stepped);
		}
	}

	@Test
	@DisplayName("FT4 an update of keys is answered, and goes unnoticed above")
	void keyUpdate() throws SSLException {
		try (Stepped stepped = stepped(Servers.ECHO)) {
			TlsPeer client = TlsPeer.to(stepped).exchange();
			for (int i = 0; i < 10; i++) {
				client.engine.beginHandshake();
				int before = client.peer.count();
				client.exchange();
				assertThat(client.peer.count()).as("the server updates its keys too").isGreaterThan(before);
				client.send("x");
			}
			assertThat(client.text()).isEqualTo("xxxxxxxxxx");
		}
	}

	@Test
	@DisplayName("FT4 a hundred updates of keys a second are borne, more end the connection")
	void keyUpdateFlood() throws SSLException {
		try (Stepped stepped = stepped()) {
			TlsPeer client = TlsPeer.to(stepped).exchange();
			for (int i = 0; i < 100; i++) {
				client.engine.beginHandshake();
				client.exchange();
			}
			stepped.advance(Duration.ofSeconds(1));
			for (int i = 0; i < 100; i++) {
				client.engine.beginHandshake();
				client.exchange();
			}
			assertThat(this.handler.events).containsExactly("open");
			client.engine.beginHandshake();
			client.exchange();
			assertThat(this.handler.events).containsExactly("open", "close TLS_ERROR");
			assertNothingLent(stepped);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "1703030010", "170303FFFF", "1603030004", "FFFFFFFFFF", "0000000000" })
	@DisplayName("FT6 FT14 a broken record ends the connection with an alert, and leaves no buffer")
	void brokenRecord(String header) throws SSLException {
		try (Stepped stepped = stepped()) {
			TlsPeer client = TlsPeer.to(stepped).exchange();
			byte[] record = Arrays.copyOf(java.util.HexFormat.of().parseHex(header), 64);
			client.peer.send(record);
			stepped.step();
			if (!client.peer.isReleased()) {
				client.peer.send(new byte[70_000]);
				stepped.step();
			}
			assertThat(client.peer.isReleased()).isTrue();
			assertThat(this.handler.events).containsExactly("open", "close TLS_ERROR");
			assertNothingLent(stepped);
		}
	}

	@Test
	@DisplayName("FB13 a socket that takes a little at a time gets every record once, and each outcome when its bytes are out")
	void smallWindow() throws SSLException {
		byte[] bytes = Bytes.random(200_000);
		ToldOutcomes outcomes = new ToldOutcomes();
		try (Stepped stepped = stepped()) {
			TlsPeer client = TlsPeer.to(stepped).exchange();
			client.peer.window(0);
			Connection connection = stepped.connection();
			stepped.task((own) -> {
				connection.write(ByteBuffer.wrap(bytes, 0, 100_000), outcomes.of("first"));
				connection.write(ByteBuffer.wrap(bytes, 100_000, 100_000), outcomes.of("second"));
			});
			for (int i = 0; i < 400; i++) {
				client.peer.window(777);
				stepped.step();
				int out = client.takeIn().bytes().length;
				assertThat(outcomes.told().size()).isLessThanOrEqualTo(out / 100_000);
			}
			assertThat(outcomes.told()).containsExactly("first:100000", "second:100000");
			assertThat(client.bytes()).isEqualTo(bytes);
			assertNothingLent(stepped);
		}
	}

	@Test
	@DisplayName("bytes of a record that is partly out count as pending")
	void pending() throws SSLException {
		try (Stepped stepped = stepped()) {
			TlsPeer client = TlsPeer.to(stepped).exchange();
			client.peer.window(50);
			stepped.task((connection) -> connection.write(ByteBuffer.allocate(1000)));
			assertThat(stepped.connection().pendingWriteBytes()).isEqualTo(1000);
			client.peer.window(Long.MAX_VALUE);
			stepped.step();
			assertThat(stepped.connection().pendingWriteBytes()).isZero();
			assertThat(this.handler.events).containsExactly("open", "write-complete");
		}
	}

	@Test
	@DisplayName("a peer that takes bytes slowly makes progress, though no record is out whole")
	void progressIsBytes() throws SSLException {
		Consumer<ServerConfig.Builder> config = (settings) -> settings.writeTimeout(Duration.ofSeconds(1))
			.tls(TlsConfig.builder(Contexts.server()).build());
		try (Stepped stepped = Stepped.with(config, this.handler)) {
			TlsPeer client = TlsPeer.to(stepped).exchange();
			client.peer.window(0);
			stepped.task((connection) -> connection.write(ByteBuffer.allocate(16_000)));
			for (int i = 0; i < 10; i++) {
				client.peer.window(1);
				stepped.advance(Duration.ofMillis(900));
			}
			assertThat(this.handler.events).containsExactly("open");
			stepped.advance(Duration.ofMillis(1_000));
			assertThat(this.handler.events).containsExactly("open", "close WRITE_TIMEOUT");
			assertNothingLent(stepped);
		}
	}

	@Test
	@DisplayName("a region of a file is sent in pieces, over a socket that takes a little at a time too")
	void file(@TempDir Path folder) throws Exception {
		byte[] bytes = Bytes.random(300_000);
		Path path = Files.write(folder.resolve("file"), bytes);
		ToldOutcomes outcomes = new ToldOutcomes();
		try (FileChannel file = FileChannel.open(path); Stepped stepped = stepped()) {
			TlsPeer client = TlsPeer.to(stepped).exchange();
			client.peer.window(20_000);
			stepped.connection().transfer(file, 10, 299_000, outcomes.of("file"));
			for (int i = 0; i < 50; i++) {
				stepped.step();
				client.peer.window(10_000);
			}
			client.exchange();
			assertThat(client.bytes()).isEqualTo(Arrays.copyOfRange(bytes, 10, 299_010));
			assertThat(outcomes.told()).containsExactly("file:299000");
			assertNothingLent(stepped);
		}
	}

}
