package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/**
 * Sends bytes as TLS records, several in one system call, and keeps what the socket does
 * not take of them. Clear bytes count as taken when the last of their record is out;
 * those of records that are kept have to come again, and are then not encrypted anew.
 * While nothing is kept it holds no memory. Loop thread only.
 */
final class RecordWriter extends KeptRecords {

	/** What an engine may have to say itself while the peer does not read. */
	private static final int MOST_KEPT = 256 * 1024;

	private static final ByteBuffer[] NOTHING = { ByteBuffer.allocate(0) };

	private Transport lower;

	private final TlsEngine engine;

	/** Clear bytes that are kept as records, and were not counted as taken. */
	private int owed;

	RecordWriter(NioConnection connection, Transport lower, TlsEngine engine) {
		super(connection);
		this.lower = lower;
		this.engine = engine;
	}

	/** Goes on over another transport. */
	void goOn(Transport value) {
		this.lower = value;
	}

	boolean isEmpty() {
		return this.kept == null;
	}

	/** Writes what is taken of several buffers. */
	long write(ByteBuffer[] clear, int count) throws IOException {
		if (!flush()) {
			return 0;
		}
		long taken = this.owed;
		TlsScratch.skip(clear, count, this.owed);
		this.owed = 0;
		while (this.kept == null && hasRemaining(clear, count)) {
			taken += send(clear, count);
		}
		return taken;
	}

	/** Sends as many records as go in one system call. */
	private int send(ByteBuffer[] clear, int count) throws IOException {
		TlsScratch scratch = this.connection.loop().tlsScratch();
		ByteBuffer out = scratch.begin(clear, count);
		while (scratch.hasRoom() && hasRemaining(clear, count)) {
			scratch.add(wrap(clear, count, out).bytesConsumed());
		}
		out.flip();
		int all = scratch.sizeUpTo(out.limit());
		put(out);
		if (!out.hasRemaining()) {
			return all;
		}
		int taken = scratch.sizeUpTo(out.position());
		scratch.giveBack(clear, count, taken);
		keep(out);
		this.owed = all - taken;
		return taken;
	}

	private SSLEngineResult wrap(ByteBuffer[] clear, int count, ByteBuffer out) throws SSLException {
		SSLEngineResult result = this.engine.wrap(clear, count, out);
		if (result.bytesProduced() == 0) {
			throw new SSLException("TLS takes no more output: " + result.getStatus());
		}
		return result;
	}

	/** Sends what the engine has to say itself, such as a part of a handshake. */
	void sendOwn() throws IOException {
		ByteBuffer out = this.connection.loop().tlsScratch().out().clear();
		SSLEngineResult result;
		do {
			result = this.engine.wrap(NOTHING, 1, out);
		}
		while (result.bytesProduced() > 0 && this.engine.hasOwn() && out.remaining() >= TlsScratch.RECORD);
		out.flip();
		if (this.kept == null) {
			put(out);
		}
		if (out.hasRemaining()) {
			keep(out);
		}
	}

	/**
	 * Sends what is kept.
	 * @return whether nothing is kept any more
	 */
	boolean flush() throws IOException {
		if (this.kept != null) {
			put(this.kept);
			if (!this.kept.hasRemaining()) {
				release();
			}
		}
		return this.kept == null;
	}

	private void put(ByteBuffer records) throws IOException {
		if (records.hasRemaining() && this.lower.write(records) > 0) {
			this.connection.deadlines().wrote();
		}
	}

	private void keep(ByteBuffer records) throws IOException {
		int held = (this.kept != null) ? this.kept.remaining() : 0;
		if (held + records.remaining() > MOST_KEPT) {
			throw new SSLException("The peer asks for more than it reads");
		}
		ByteBuffer larger = borrow(held + records.remaining());
		if (this.kept != null) {
			larger.put(this.kept);
			release();
		}
		this.kept = larger.put(records).flip();
	}

	private static boolean hasRemaining(ByteBuffer[] clear, int count) {
		for (int i = 0; i < count; i++) {
			if (clear[i].hasRemaining()) {
				return true;
			}
		}
		return false;
	}

}
