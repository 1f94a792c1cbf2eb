package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contract: buffers and regions of files that are given away.
 */
class TransferContractTests extends ConnectionContract {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	private final ToldOutcomes outcomes = new ToldOutcomes();

	private FileChannel file(byte[] content) throws IOException {
		return FileChannel.open(Files.write(this.directory.resolve("content"), content));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("X19 writes and transfers of buffers and files leave in the order of the calls, each told once")
	void order(boolean onLoop) throws Exception {
		byte[] content = Bytes.random(Peer.MORE_THAN_FITS);
		start();
		Peer peer = connect();
		try (FileChannel file = file(content)) {
			where(onLoop, (connection) -> {
				connection.write(Bytes.of("a,"), this.outcomes.of("a"));
				connection.transfer(Bytes.of("b,"), this.outcomes.of("b"));
				connection.transfer(file, 0, content.length, this.outcomes.of("file"));
				connection.write(Bytes.of(",c,"), this.outcomes.of("c"));
				connection.transfer(file, 7, 3, this.outcomes.of("region"));
				connection.transfer(ByteBuffer.wrap(content), this.outcomes.of("buffer"));
			});
			assertThat(peer.readText(4)).isEqualTo("a,b,");
			assertThat(Arrays.equals(peer.read(content.length), content)).isTrue();
			assertThat(peer.readText(3)).isEqualTo(",c,");
			assertThat(peer.read(3)).isEqualTo(Arrays.copyOfRange(content, 7, 10));
			assertThat(Arrays.equals(peer.read(content.length), content)).isTrue();
			world().until(() -> this.outcomes.told().size() == 6);
		}
		assertThat(this.outcomes.told()).containsExactly("a:2", "b:2", "file:" + content.length, "c:3", "region:3",
				"buffer:" + content.length);
	}

	@Test
	@DisplayName("X12 what was given away and is not out when the connection ends is told so, once")
	void ended() throws Exception {
		start();
		Peer peer = connect();
		try (FileChannel file = file(new byte[Peer.MORE_THAN_FITS])) {
			elsewhere((connection) -> {
				connection.transfer(ByteBuffer.allocateDirect(Peer.MORE_THAN_FITS), this.outcomes.of("buffer"));
				connection.transfer(file, 0, Peer.MORE_THAN_FITS, this.outcomes.of("file"));
			});
			peer.reset();
			assertThat(awaitClosed()).isEqualTo(CloseReason.PEER_RESET);
			world().until(() -> this.outcomes.told().size() == 2);
		}
		assertThat(this.outcomes.told().get(0)).startsWith("buffer:").contains("Exception");
		assertThat(this.outcomes.told().get(1)).startsWith("file:0 ");
	}

	@Test
	@DisplayName("a file that ends before its region does ends the connection")
	void shortFile() throws Exception {
		start();
		connect();
		try (FileChannel file = file(new byte[10])) {
			elsewhere((connection) -> connection.transfer(file, 5, 6, this.outcomes.of("file")));
			assertThat(awaitClosed()).isEqualTo(CloseReason.IO_ERROR);
		}
		assertThat(this.outcomes.told()).containsExactly("file:5 EOFException");
	}

}
