package dev.leat.reactor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Bytes wait in chunks, leave in order and several chunks at a time.
 */
class WriteQueueTests {

	private static final int KIB = 1024;

	private static final int CHUNK = 256 * KIB;

	private final BufferPool pool = new BufferPool(new MemoryBudget(32 * KIB * KIB), 16, true);

	private final WriteQueue queue = new WriteQueue();

	private final Taker socket = new Taker();

	private final ByteBuffer[] scratch = new ByteBuffer[WriteQueue.GATHER];

	private boolean append(byte[] bytes) {
		ByteBuffer source = ByteBuffer.wrap(bytes);
		boolean done = this.queue.append(source, this.pool);
		assertThat(source.hasRemaining()).isNotEqualTo(done);
		return done;
	}

	private long write(int window) throws IOException {
		this.socket.window = window;
		return this.queue.writeTo(this.socket, this.scratch, this.pool);
	}

	@Test
	@DisplayName("Y14 an empty queue holds no memory and asks nothing of the socket")
	void empty() throws IOException {
		assertThat(this.queue.isEmpty()).isTrue();
		assertThat(write(100)).isZero();
		assertThat(this.socket.calls).isZero();
		append(new byte[0]);
		assertThat(this.pool.used.get()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "1, 4096", "4096, 4096", "5000, 8192", "200000, 262144", "262145, 266240", "1000000, 1048576" })
	@DisplayName("Y14 chunks are as large as what is appended, from 4 KiB to 256 KiB")
	void chunkSizes(int bytes, int memory) {
		append(new byte[bytes]);
		assertThat(this.queue.memory()).isEqualTo(bytes);
		assertThat(this.pool.used.get()).isEqualTo(memory);
	}

	@Test
	@DisplayName("S1-5 small appends share a chunk, and keep their order in it")
	void sharedChunk() throws IOException {
		for (int i = 0; i < 100; i++) {
			append(new byte[] { (byte) i });
		}
		assertThat(this.pool.used.get()).isEqualTo(4 * KIB);
		assertThat(write(1000)).isEqualTo(100);
		for (int i = 0; i < 100; i++) {
			assertThat(this.socket.taken.toByteArray()[i]).isEqualTo((byte) i);
		}
		assertThat(this.socket.calls).isEqualTo(1);
	}

	@Test
	@DisplayName("S1-2 an append goes on where the tail has room, and then in a new chunk")
	void acrossChunks() throws IOException {
		byte[] first = Bytes.random(4000);
		byte[] second = Bytes.random(6000);
		append(first);
		append(second);
		assertThat(this.pool.used.get()).isEqualTo(4 * KIB + 8 * KIB);
		write(Integer.MAX_VALUE);
		assertThat(this.socket.taken.toByteArray()).startsWith(first).endsWith(second).hasSize(10_000);
	}

	@Test
	@DisplayName("S1-14 S3-9 a write goes on where the last one stopped, inside a chunk too, and appends go behind it")
	void partialWrites() throws IOException {
		byte[] bytes = Bytes.random(10_000);
		append(Arrays.copyOf(bytes, 5_000));
		assertThat(write(4_500)).isEqualTo(4_500);
		append(Arrays.copyOfRange(bytes, 5_000, 10_000));
		assertThat(this.queue.memory()).isEqualTo(5_500);
		assertThat(write(0)).isZero();
		assertThat(write(Integer.MAX_VALUE)).isEqualTo(5_500);
		assertThat(this.socket.taken.toByteArray()).isEqualTo(bytes);
		assertThat(this.queue.isEmpty()).isTrue();
	}

	@Test
	@DisplayName("S3-9 one call gathers sixteen chunks at most; what was written goes back to the pool at once")
	void gathers() throws IOException {
		append(new byte[20 * CHUNK]);
		assertThat(write(Integer.MAX_VALUE)).isEqualTo(16L * CHUNK);
		assertThat(this.socket.widest).isEqualTo(WriteQueue.GATHER);
		assertThat(this.pool.used.get()).isEqualTo(4L * CHUNK);
		assertThat(write(Integer.MAX_VALUE)).isEqualTo(4L * CHUNK);
		assertThat(this.socket.calls).isEqualTo(2);
		assertThat(this.pool.used.get()).isZero();
	}

	@Test
	@DisplayName("H9 releasing gives all chunks back, and the queue can be used again")
	void release() throws IOException {
		append(new byte[3 * CHUNK]);
		write(100);
		this.queue.release(this.pool);
		assertThat(this.queue.isEmpty()).isTrue();
		assertThat(this.pool.used.get()).isZero();
		append(new byte[] { 1 });
		assertThat(write(10)).isEqualTo(1);
		this.queue.release(this.pool);
		assertThat(this.pool.used.get()).isZero();
	}

	@Test
	@DisplayName("H9 without memory for all of it, an append keeps what it could and says so")
	void noMemory() throws IOException {
		byte[] bytes = Bytes.random(3 * CHUNK);
		BufferPool small = new BufferPool(new MemoryBudget(2 * CHUNK), Integer.MAX_VALUE, true);
		ByteBuffer source = ByteBuffer.wrap(bytes);
		assertThat(this.queue.append(source, small)).isFalse();
		assertThat(source.position()).isEqualTo(2 * CHUNK);
		assertThat(this.queue.memory()).isEqualTo(2 * CHUNK);
		this.socket.window = Integer.MAX_VALUE;
		this.queue.writeTo(this.socket, this.scratch, small);
		assertThat(this.socket.taken.toByteArray()).isEqualTo(Arrays.copyOf(bytes, 2 * CHUNK));
		assertThat(this.queue.append(source, small)).isTrue();
	}

	@Test
	@DisplayName("S3-5 a failure of the socket passes through and loses nothing that release would have to find")
	void failure() {
		append(new byte[CHUNK]);
		this.socket.failure = new IOException("Broken pipe");
		assertThatIOException().isThrownBy(() -> write(10)).isSameAs(this.socket.failure);
		assertThat(this.queue.memory()).isEqualTo(CHUNK);
		this.queue.release(this.pool);
		assertThat(this.pool.used.get()).isZero();
	}

	@Test
	@DisplayName("S3-14 B9 random appends and takes give back exactly what went in")
	void randomModel() throws IOException {
		Random random = new Random(3);
		ByteArrayOutputStream model = new ByteArrayOutputStream();
		for (int i = 0; i < 3000; i++) {
			byte[] bytes = new byte[random.nextInt(10) == 0 ? random.nextInt(300_000) : random.nextInt(2_000)];
			random.nextBytes(bytes);
			append(bytes);
			model.writeBytes(bytes);
			while (this.queue.memory() > 1_000_000 || random.nextInt(3) == 0) {
				write(random.nextInt(500_000));
			}
			assertThat(this.queue.memory()).isEqualTo(model.size() - this.socket.taken.size());
		}
		while (!this.queue.isEmpty()) {
			write(Integer.MAX_VALUE);
		}
		assertThat(this.socket.taken.toByteArray()).isEqualTo(model.toByteArray());
		assertThat(this.pool.used.get()).isZero();
	}

	/** Takes as much as its window says. */
	private static final class Taker implements Transport {

		final ByteArrayOutputStream taken = new ByteArrayOutputStream();

		int window;

		int calls;

		int widest;

		@Nullable IOException failure;

		@Override
		public int write(ByteBuffer bytes) {
			int count = Math.min(this.window, bytes.remaining());
			byte[] part = new byte[count];
			bytes.get(part);
			this.taken.writeBytes(part);
			this.window -= count;
			return count;
		}

		@Override
		public long write(ByteBuffer[] bytes, int count) throws IOException {
			this.calls++;
			this.widest = Math.max(this.widest, count);
			if (this.failure != null) {
				throw this.failure;
			}
			long written = 0;
			for (int i = 0; i < count; i++) {
				written += write(bytes[i]);
			}
			return written;
		}

		@Override
		public long write(FileChannel file, long position, long count) {
			throw new UnsupportedOperationException();
		}

		@Override
		public SelectionKey register(Selector selector, Source source) {
			throw new UnsupportedOperationException();
		}

		@Override
		public int read(ByteBuffer into) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void shutdownOutput() {
			throw new UnsupportedOperationException();
		}

		@Override
		public void close() {
			throw new UnsupportedOperationException();
		}

		@Override
		public void abort() {
			throw new UnsupportedOperationException();
		}

	}

}
