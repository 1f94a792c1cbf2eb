package dev.leat.reactor;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.leat.sim.SimPeer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Buffers and file regions that are given away, and not copied.
 */
class TransferTests {

	@TempDir
	Path directory;

	private final List<String> outcomes = new ArrayList<>();

	private static ByteBuffer bytes(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	private WriteListener note(String name) {
		return (connection, count, failure) -> this.outcomes
			.add(name + ":" + count + ((failure != null) ? " " + failure.getClass().getSimpleName() : ""));
	}

	private FileChannel file(byte[] content) throws IOException {
		Path path = Files.write(this.directory.resolve("content"), content);
		return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
	}

	@Test
	@DisplayName("what is given away behind the end of the output is refused and counts nowhere")
	void behindTheEnd() {
		try (Stepped stepped = Stepped.of(new Recorder())) {
			stepped.connect();
			NioConnection connection = stepped.connection();
			connection.shutdownOutput();
			Stepped.elsewhere(() -> connection.transfer(bytes("late"), note("elsewhere")));
			connection.transfer(bytes("later"), note("loop"));
			stepped.step();
			assertThat(this.outcomes).containsExactlyInAnyOrder("elsewhere:0 ClosedChannelException",
					"loop:0 ClosedChannelException");
			assertThat(connection.pendingWriteBytes()).isZero();
			assertThat(stepped.stats().pendingWriteBytes()).isZero();
		}
	}

	@Test
	@DisplayName("X19 a peer that takes little at a time gets everything in order, and no memory stays behind")
	void inParts() throws Exception {
		byte[] content = new byte[50_000];
		new Random(7).nextBytes(content);
		try (FileChannel file = file(content); Stepped stepped = Stepped.of((connection, data) -> {
			data.position(data.limit());
			connection.write(ByteBuffer.wrap(content, 0, 20_000));
			connection.transfer(ByteBuffer.wrap(content, 20_000, 10_000), note("buffer"));
			connection.transfer(file, 30_000, 15_000, note("file"));
			connection.write(ByteBuffer.wrap(content, 45_000, 5_000));
		})) {
			SimPeer peer = stepped.connect().window(10).send("go");
			stepped.step();
			assertThat(stepped.connection().pendingWriteBytes()).isEqualTo(20_000 + 10_000 + 5_000 - 10);
			for (int sent = 10; sent < content.length; sent += 777) {
				assertThat(peer.received()).hasSize(sent);
				assertThat(stepped.connection().output().accepted()).isEqualTo(content.length);
				peer.window(777);
				stepped.step();
			}
			assertThat(peer.received()).isEqualTo(content);
			assertThat(this.outcomes).containsExactly("buffer:10000", "file:15000");
			assertThat(stepped.connection().pendingWriteBytes()).isZero();
			assertThat(stepped.group.bufferStats().used()).isZero();
		}
	}

	@Test
	@DisplayName("a buffer that is given away is not copied to the queue")
	void notCopied() {
		ByteBuffer given = ByteBuffer.allocateDirect(1024 * 1024);
		try (Stepped stepped = Stepped.of((connection, data) -> {
			data.position(data.limit());
			connection.transfer(given, note("given"));
		})) {
			SimPeer peer = stepped.connect().window(0).send("go");
			stepped.step();
			assertThat(stepped.group.bufferStats().used()).isZero();
			assertThat(stepped.connection().pendingWriteBytes()).isEqualTo(1024 * 1024);
			assertThat(stepped.connection().isWritable()).isFalse();
			given.put(1024 * 1024 - 1, (byte) 'x');
			peer.window(Long.MAX_VALUE);
			stepped.step();
			assertThat(peer.received()).hasSize(1024 * 1024).endsWith('x');
			assertThat(stepped.connection().isWritable()).isTrue();
		}
	}

	@Test
	@DisplayName("a transfer over the cap is told and closes, or is told and leaves the connection")
	void overflow() {
		for (ServerConfig.WriteOverflow policy : ServerConfig.WriteOverflow.values()) {
			this.outcomes.clear();
			try (Stepped stepped = Stepped.with((config) -> config.writeMaxPending(10).writeOverflow(policy),
					(connection, data) -> {
						data.position(data.limit());
						connection.transfer(bytes("12345678901"), note("long"));
					})) {
				stepped.connect().send("go");
				stepped.step();
				assertThat(this.outcomes).containsExactly("long:0 WriteOverflowException");
				assertThat(stepped.stats().closed(CloseReason.WRITE_OVERFLOW))
					.isEqualTo((policy == ServerConfig.WriteOverflow.CLOSE) ? 1 : 0);
			}
		}
	}

	@Test
	@DisplayName("X12 what was given away and is not out when the connection ends is told so")
	void reset() {
		try (Stepped stepped = Stepped.of((connection, data) -> {
			data.position(data.limit());
			connection.transfer(bytes("12345"), note("first"));
			connection.transfer(bytes("67890"), note("second"));
		})) {
			SimPeer peer = stepped.connect().window(7).send("go");
			stepped.step();
			peer.reset();
			stepped.step();
			assertThat(this.outcomes).containsExactly("first:5", "second:2 IOException");
		}
	}

	@Test
	@DisplayName("a transfer on a closed connection is told")
	void closed() throws Exception {
		try (FileChannel file = file(new byte[10]); Stepped stepped = Stepped.of(new Recorder())) {
			stepped.connect();
			NioConnection connection = stepped.connection();
			connection.abort();
			stepped.step();
			connection.transfer(bytes("late"), note("buffer"));
			Stepped.elsewhere(() -> connection.transfer(file, 0, 10, note("file")));
			stepped.step();
			assertThat(this.outcomes).containsExactly("buffer:0 " + ClosedChannelException.class.getSimpleName(),
					"file:0 " + ClosedChannelException.class.getSimpleName());
		}
	}

	@Test
	@DisplayName("a region without bytes is told, one before the file is refused")
	void regions() throws Exception {
		try (FileChannel file = file(new byte[10]); Stepped stepped = Stepped.of(new Recorder())) {
			SimPeer peer = stepped.connect();
			stepped.connection().transfer(file, 10, 0, note("empty"));
			stepped.step();
			assertThat(this.outcomes).containsExactly("empty:0");
			assertThat(peer.received()).isEmpty();
			assertThatIllegalArgumentException()
				.isThrownBy(() -> stepped.connection().transfer(file, -1, 1, note("before")));
		}
	}

	@Test
	@DisplayName("S5-11 a file that cannot be read ends its connection, also from another thread, and the loop lives")
	void unreadableFile() throws Exception {
		Path path = Files.write(this.directory.resolve("closed"), new byte[10]);
		try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE);
				Stepped stepped = Stepped.of(new Recorder())) {
			SimPeer peer = stepped.connect();
			NioConnection connection = stepped.connection();
			Stepped.elsewhere(() -> connection.transfer(file, 0, 10, note("file")));
			stepped.step();
			assertThat(peer.isReleased()).isTrue();
			assertThat(this.outcomes).containsExactly("file:0 IOException");
			assertThat(stepped.stats().closed(CloseReason.IO_ERROR)).isEqualTo(1);
			assertThat(stepped.connect().isReleased()).isFalse();
		}
	}

}
