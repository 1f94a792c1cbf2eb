package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/**
 * Encrypts and decrypts what goes over another transport, once the handshake is passed.
 *
 * <pre>
 *  input:   OPEN ── close_notify ──&gt; ENDED         FIN without it: truncated
 *  output:  OPEN ── shutdownOutput: close_notify ──&gt; kept until the socket takes it ──&gt; FIN
 *  both:    a failure of TLS ── alert ──&gt; BROKEN
 * </pre>
 *
 * Clear bytes are never held, only records: one that is not whole, an alert behind data,
 * what the socket did not take.
 */
final class TlsTransport implements Transport {

	private final NioConnection connection;

	private Transport lower;

	private final TlsEngine engine;

	private final RecordReader reader;

	private final RecordWriter writer;

	private final RecordLimit limit = new RecordLimit();

	/** Whether the peer has said that it ends its side. */
	private boolean ended;

	/** Whether that was told above. */
	private boolean endTold;

	private boolean broken;

	private boolean shut;

	/** Whether FIN is to follow what is kept. */
	private boolean finDue;

	TlsTransport(NioConnection connection, TlsEngine engine, RecordReader reader, RecordWriter writer) {
		this.connection = connection;
		this.lower = connection.transport();
		this.engine = engine;
		this.reader = reader;
		this.writer = writer;
	}

	@Override
	public SelectionKey register(Selector selector, Source source) throws IOException {
		return this.lower.register(selector, source);
	}

	@Override
	public int least() {
		return TlsScratch.RECORD;
	}

	@Override
	public int read(ByteBuffer into) throws IOException {
		int begin = into.position();
		int raw = this.ended ? 0 : this.reader.fill(into.remaining());
		try {
			decrypt(into, begin);
		}
		catch (SSLException ex) {
			throw broken(ex);
		}
		this.reader.keep();
		int count = into.position() - begin;
		if (count > 0) {
			return count;
		}
		this.endTold = this.ended;
		if (this.ended) {
			return END;
		}
		return (raw < 0) ? TRUNCATED : 0;
	}

	/**
	 * Stops at an alert behind data: in TLS 1.2 the end of the peer's side takes ours
	 * with it, so the data is handled first.
	 */
	private void decrypt(ByteBuffer into, int begin) throws IOException {
		ByteBuffer records = this.reader.records();
		boolean goesOn = true;
		while (goesOn && !this.ended && this.reader.hasNext()) {
			goesOn = (into.position() == begin || !this.reader.nextIsAlert()) && decryptNext(records, into);
		}
		if (this.ended) {
			records.position(records.limit());
		}
	}

	/** Whether there was room for it. */
	private boolean decryptNext(ByteBuffer records, ByteBuffer into) throws IOException {
		SSLEngineResult result = this.engine.unwrap(records, into);
		if (result.getStatus() == Status.CLOSED) {
			this.ended = true;
		}
		else if (result.getStatus() == Status.BUFFER_OVERFLOW && into.remaining() < least()) {
			return false;
		}
		else if (result.bytesConsumed() == 0) {
			throw new SSLException("A whole record makes no progress: " + result.getStatus());
		}
		else if (result.bytesProduced() == 0) {
			this.limit.count(this.connection.loop().now());
		}
		answer();
		return true;
	}

	/** Lets the engine say what it has to; a handshake is not begun again. */
	private void answer() throws IOException {
		HandshakeStatus status = this.engine.status();
		if (status == HandshakeStatus.NEED_TASK || status == HandshakeStatus.NEED_UNWRAP) {
			throw new SSLException("The peer asks for a renegotiation, which is refused");
		}
		if (status == HandshakeStatus.NEED_WRAP && !this.ended) {
			this.writer.sendOwn();
		}
	}

	private SSLException broken(SSLException failure) {
		this.broken = true;
		tell();
		return failure;
	}

	/** Sends an alert, if that is still possible. */
	private void tell() {
		try {
			if (this.engine.hasOwn()) {
				this.writer.sendOwn();
			}
		}
		catch (IOException ex) {
			// the connection ends all the same
		}
	}

	@Override
	public boolean holdsInput() {
		return this.reader.holdsWhole() || this.ended && !this.endTold;
	}

	@Override
	public int part() {
		return this.reader.part();
	}

	@Override
	public int write(ByteBuffer bytes) throws IOException {
		return (int) write(this.connection.loop().tlsScratch().one(bytes), 1);
	}

	@Override
	public long write(ByteBuffer[] bytes, int count) throws IOException {
		try {
			return this.writer.write(bytes, count);
		}
		catch (SSLException ex) {
			throw broken(ex);
		}
	}

	@Override
	public long write(FileChannel file, long position, long count) throws IOException {
		ByteBuffer piece = this.connection.loop().tlsScratch().in().clear();
		piece.limit((int) Math.min(piece.capacity(), count));
		int read = file.read(piece, position);
		return (read > 0) ? write(piece.flip()) : 0;
	}

	@Override
	public boolean holdsOutput() {
		return !this.writer.isEmpty() || this.lower.holdsOutput();
	}

	/** What is held below a kept record stands before it, and is data. */
	@Override
	public boolean holdsData() {
		return !this.writer.isEmpty() && this.lower.holdsData();
	}

	@Override
	public void flush() throws IOException {
		if (!this.writer.flush()) {
			return;
		}
		if (this.finDue) {
			this.finDue = false;
			this.lower.shutdownOutput();
		}
		else {
			this.lower.flush();
		}
	}

	@Override
	public Transport holdLastByte() {
		// the reader goes on over the one before, which holds nothing that was read
		this.lower = this.lower.holdLastByte();
		this.writer.goOn(this.lower);
		return this;
	}

	@Override
	public void endFollows() throws IOException {
		this.lower.endFollows();
	}

	@Override
	public long memory() {
		return this.reader.memory() + this.writer.memory();
	}

	@Override
	public void shutdownOutput() throws IOException {
		endFollows();
		end();
		this.finDue = true;
		flush();
	}

	private void end() throws IOException {
		if (!this.shut && !this.broken) {
			this.shut = true;
			this.engine.closeOutbound();
			this.writer.sendOwn();
		}
	}

	@Override
	public void close() {
		try {
			if (this.writer.isEmpty()) {
				end();
				// nothing comes for which it could hold the last byte
				this.lower.flush();
			}
		}
		catch (IOException ex) {
			// it was the last thing to say, to a peer that may be gone
		}
		release();
		this.lower.close();
	}

	@Override
	public void cutOff() {
		this.lower.cutOff();
	}

	@Override
	public void abort() {
		release();
		this.lower.abort();
	}

	private void release() {
		this.reader.release();
		this.writer.release();
	}

}
