package dev.leat.reactor;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;

import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

/**
 * The handshake of one connection, up to the first byte of data.
 *
 * <pre>
 *            first record                    nothing is left to do
 *  WAITING ──────────────&gt; READ ⇄ WRITE ────────────────────────────&gt; PASSED
 *     │ not TLS             │  ^
 *     v                     v  │ on the loop again
 *  turned away &lt;── fails  COMPUTE: other threads; nobody touches the engine
 * </pre>
 *
 * Loop thread only, but for what is computed.
 */
final class TlsHandshake implements Stage {

	/** No operation of the socket: there is more to do at once. */
	private static final int GOES_ON = -2;

	private static final int FIRST_TYPE = 20;

	private static final int LAST_TYPE = 23;

	private final NioConnection connection;

	private final Opening opening;

	private final TlsConfig config;

	private final RecordReader reader;

	private final Runnable task = this::compute;

	private final long begun;

	private @Nullable TlsEngine engine;

	private @Nullable RecordWriter writer;

	/** Whether other threads compute. */
	private boolean computes;

	private volatile @Nullable Throwable computeFailure;

	TlsHandshake(NioConnection connection, Opening opening, TlsConfig config) {
		this.connection = connection;
		this.opening = opening;
		this.config = config;
		this.reader = new RecordReader(connection, connection.transport());
		this.begun = connection.loop().clock().nanos();
	}

	@Override
	public int advance() throws IOException {
		if (!this.connection.life().mayShakeHands(this.opening)) {
			this.connection.limited("ssl.max-handshakes");
			return 0;
		}
		int waits = GOES_ON;
		while (waits == GOES_ON) {
			waits = this.computes ? 0 : step();
		}
		if (waits != PASSED) {
			this.reader.keep();
		}
		return waits;
	}

	private int step() throws IOException {
		TlsEngine engine = this.engine;
		RecordWriter writer = this.writer;
		if (engine == null || writer == null) {
			return begin();
		}
		if (!writer.flush()) {
			return SelectionKey.OP_WRITE;
		}
		return switch (engine.status()) {
			case NEED_TASK -> delegate();
			case NEED_WRAP -> say(writer);
			case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> listen(engine);
			case FINISHED, NOT_HANDSHAKING -> pass(engine, writer);
		};
	}

	private int begin() throws IOException {
		if (!hasRecord()) {
			return SelectionKey.OP_READ;
		}
		TlsEngine engine = new TlsEngines(this.config).make(this.reader.records(), this.connection.loop().counters());
		this.engine = engine;
		this.writer = new RecordWriter(this.connection, this.connection.transport(), engine);
		return GOES_ON;
	}

	private boolean hasRecord() throws IOException {
		if (this.reader.hasNext()) {
			return true;
		}
		this.reader.keep();
		int count = this.reader.fill(TlsScratch.RECORD);
		if (count < 0) {
			throw new EOFException("It left before the handshake was complete");
		}
		if (this.engine == null && this.reader.records().hasRemaining()) {
			checkType(this.reader.records());
		}
		return this.reader.hasNext();
	}

	private static void checkType(ByteBuffer records) throws NotTlsException {
		byte type = records.get(records.position());
		if (type < FIRST_TYPE || type > LAST_TYPE) {
			throw new NotTlsException(type);
		}
	}

	private int say(RecordWriter writer) throws IOException {
		writer.sendOwn();
		return GOES_ON;
	}

	private int listen(TlsEngine engine) throws IOException {
		if (!hasRecord()) {
			return SelectionKey.OP_READ;
		}
		ByteBuffer nothing = this.connection.loop().readBuffer().empty(Integer.MAX_VALUE);
		SSLEngineResult result = engine.unwrap(this.reader.records(), nothing);
		if (result.getStatus() != Status.OK || result.bytesConsumed() == 0 || result.bytesProduced() > 0) {
			throw new SSLException("The handshake makes no progress: " + result.getStatus());
		}
		return GOES_ON;
	}

	private int delegate() {
		this.computes = true;
		this.connection.loop().tlsTasks().execute(this.task);
		return 0;
	}

	/** On another thread. */
	private void compute() {
		TlsEngine engine = this.engine;
		try {
			if (engine != null) {
				engine.runTasks();
			}
		}
		catch (Throwable failure) {
			this.computeFailure = failure;
		}
		this.connection.later((connection) -> computed());
	}

	private void computed() {
		this.computes = false;
		Throwable failure = this.computeFailure;
		if (failure != null) {
			this.opening.failed(new SSLException("The TLS engine failed: " + failure, failure));
		}
		else {
			this.opening.advance();
		}
	}

	private int pass(TlsEngine engine, RecordWriter writer) throws IOException {
		this.reader.keep();
		TlsInfo info = engine.info();
		this.connection.tls(info);
		count(TlsResult.SUCCESS, info.protocol());
		this.connection.transport(new TlsTransport(this.connection, engine, this.reader, writer));
		return PASSED;
	}

	@Override
	public long timeout() {
		return Nanos.of(this.config.handshakeTimeout());
	}

	@Override
	public RejectReason late() {
		this.connection.limited("ssl.handshake-timeout");
		return RejectReason.HANDSHAKE_TIMEOUT;
	}

	@Override
	public RejectReason reasonOf(Throwable failure) {
		if (failure instanceof NoBufferException) {
			return RejectReason.MEMORY;
		}
		return (failure instanceof NotTlsException) ? RejectReason.NOT_TLS : RejectReason.HANDSHAKE_FAILED;
	}

	@Override
	public boolean turnAway(@Nullable Throwable failure) {
		if (failure != null) {
			count(TlsResult.of(failure), HandshakeCounters.NONE);
		}
		else if (took() >= timeout()) {
			count(TlsResult.TIMEOUT, HandshakeCounters.NONE);
		}
		boolean told = failure != null && !this.computes && alert();
		this.connection.loop().tlsTasks().forget(this.task);
		this.reader.release();
		if (this.writer != null) {
			this.writer.release();
		}
		return told;
	}

	private void count(TlsResult result, String protocol) {
		this.connection.counters().handshakes.ended(result, protocol, took());
	}

	private long took() {
		return this.connection.loop().clock().nanos() - this.begun;
	}

	/** Says what went wrong, if the engine has something to say. */
	private boolean alert() {
		try {
			if (this.engine == null || this.writer == null || !this.engine.hasOwn()) {
				return false;
			}
			this.writer.sendOwn();
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
