package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;

import javax.net.ssl.SSLException;

/**
 * Brings TLS records from the socket, and keeps the one of which only a part has arrived.
 * Between two calls of {@link #fill} and {@link #keep} they can be looked at; while
 * nothing is kept it holds no memory. Loop thread only.
 */
final class RecordReader extends KeptRecords {

	private static final int HEADER = 5;

	private static final int ALERT = 21;

	private static final ByteBuffer NONE = ByteBuffer.allocate(0);

	private final Transport lower;

	private ByteBuffer records = NONE;

	RecordReader(NioConnection connection, Transport lower) {
		super(connection);
		this.lower = lower;
	}

	/** Whether a whole record is kept, so that no selector will tell of it. */
	boolean holdsWhole() {
		return this.kept != null && isWhole(this.kept);
	}

	/** Bytes that are kept of a record that is not whole. */
	int part() {
		return (this.kept != null && !isWhole(this.kept)) ? this.kept.remaining() : 0;
	}

	/**
	 * Brings what is there: what is kept if that is a whole record, else from the socket.
	 * @param most bytes that are wanted at most, but for the rest of a record
	 * @return the number of bytes, 0 for none now, {@link Transport#END} for FIN
	 */
	int fill(int most) throws IOException {
		ByteBuffer kept = this.kept;
		if (kept == null || kept.remaining() < HEADER) {
			return fillScratch(most);
		}
		this.records = kept;
		return isWhole(kept) ? kept.remaining() : readBehind(kept, size(kept) - kept.remaining());
	}

	private int fillScratch(int most) throws IOException {
		ByteBuffer in = this.connection.loop().tlsScratch().in().clear();
		if (this.kept != null) {
			in.put(this.kept);
			release();
		}
		in.limit(Math.min(in.capacity(), Math.max(most, TlsScratch.RECORD)));
		int count = this.lower.read(in);
		this.records = in.flip();
		return count;
	}

	private int readBehind(ByteBuffer kept, int bytes) throws IOException {
		int position = kept.position();
		int end = kept.limit();
		int count = this.lower.read(kept.limit(end + bytes).position(end));
		kept.limit(kept.position()).position(position);
		return count;
	}

	/** What was brought and is not taken, from its position on. */
	ByteBuffer records() {
		return this.records;
	}

	/**
	 * Whether a whole record is there to be taken.
	 * @throws SSLException if what is there can be none
	 */
	boolean hasNext() throws SSLException {
		if (this.records.remaining() < HEADER) {
			return false;
		}
		int size = size(this.records);
		if (size > TlsScratch.RECORD) {
			throw new SSLException("A record of " + size + " bytes came, there are none above " + TlsScratch.RECORD);
		}
		return this.records.remaining() >= size;
	}

	/** Whether the next record says that it is an alert; in TLS 1.3 none does. */
	boolean nextIsAlert() {
		return this.records.get(this.records.position()) == ALERT;
	}

	private static boolean isWhole(ByteBuffer records) {
		return records.remaining() >= HEADER && records.remaining() >= size(records);
	}

	private static int size(ByteBuffer records) {
		return HEADER + (records.getShort(records.position() + 3) & 0xFFFF);
	}

	/** Keeps what was not taken. */
	void keep() throws NoBufferException {
		ByteBuffer rest = this.records;
		this.records = NONE;
		if (!rest.hasRemaining()) {
			if (rest == this.kept) {
				release();
			}
			return;
		}
		int room = (rest.remaining() < HEADER) ? HEADER : Math.max(size(rest), rest.remaining());
		if (rest != this.kept) {
			this.kept = borrow(room).put(rest).flip();
		}
		else if (rest.capacity() - rest.position() < room) {
			makeRoom(rest, room);
		}
	}

	private void makeRoom(ByteBuffer rest, int room) throws NoBufferException {
		if (rest.capacity() >= room) {
			rest.compact().flip();
		}
		else {
			ByteBuffer larger = borrow(room).put(rest).flip();
			release();
			this.kept = larger;
		}
	}

}
