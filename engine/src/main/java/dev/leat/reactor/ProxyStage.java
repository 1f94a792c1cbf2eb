package dev.leat.reactor;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;

import org.jspecify.annotations.Nullable;

/**
 * The stage in which a proxy tells who its client is.
 *
 * <pre>
 *             header: of a trusted proxy              client let in
 *  WAITING ─────────────────────────────&gt; TOLD ────────────────────────&gt; PASSED
 *     │ │                                   │ not let in                   ^
 *     │ └─ no header, optional ─────────────┼──────────────────────────────┘
 *     v   header: late, cut, malformed, of whom nobody trusts
 *  turned away &lt;────────────────────────────┘
 * </pre>
 *
 * What follows the header is given back to the transport. Loop thread only.
 */
final class ProxyStage implements Stage {

	private static final int FIRST_SIZE = 128;

	private final NioConnection connection;

	private final ProxyConfig config;

	private final Admission admission;

	/** All bytes that have come, from zero to its position. */
	private ByteBuffer received = ByteBuffer.allocate(FIRST_SIZE);

	/** Whether the peer has ended its side. */
	private boolean ended;

	/** Whether a peer that has said nothing will not be waited for any more. */
	private boolean silent;

	ProxyStage(NioConnection connection, ProxyConfig config) {
		this.connection = connection;
		this.config = config;
		this.admission = connection.context().admission();
	}

	@Override
	public int advance() throws IOException, RefusedException {
		read();
		ByteBuffer bytes = this.received.duplicate().flip();
		ProxyHeader header = isWithout() ? ProxyHeader.NONE : ProxyHeader.read(bytes, this.config.maxHeaderSize());
		if (header != null) {
			pass(header);
			this.connection.transport(this.connection.transport().unread(bytes));
			return PASSED;
		}
		if (this.ended) {
			throw new EOFException("It left before the header was complete");
		}
		if (this.silent) {
			// nothing had come in time, and no timer watches what has begun since
			throw new RefusedException(Refusal.PROXY_LATE, "its header began when the time for it was over");
		}
		return SelectionKey.OP_READ;
	}

	/** Whether nothing has come, and nothing has to. */
	private boolean isWithout() {
		return this.received.position() == 0 && isOptional() && (this.silent || this.ended);
	}

	private boolean isOptional() {
		return this.config.mode() == ProxyConfig.Mode.OPTIONAL;
	}

	/** Reads what is there, and never more than a header has. */
	private void read() throws IOException {
		int most = this.config.maxHeaderSize() - this.received.position();
		ByteBuffer in = this.connection.loop().readBuffer().empty(most);
		int count = this.connection.transport().read(in);
		this.ended = count < 0;
		if (count > this.received.remaining()) {
			int size = Math.max(2 * this.received.capacity(), this.received.position() + count);
			this.received = ByteBuffer.allocate(size).put(this.received.flip());
		}
		this.received.put(in.flip());
	}

	private void pass(ProxyHeader header) throws RefusedException {
		SocketAddress peer = this.connection.remoteAddress();
		if (header == ProxyHeader.NONE) {
			if (!isOptional()) {
				throw new RefusedException(Refusal.PROXY_MISSING, "there is no header");
			}
			letIn(peer, null);
		}
		else if (!this.admission.trusts(peer)) {
			throw new RefusedException(Refusal.PROXY_UNTRUSTED, "its header is not believed");
		}
		else {
			InetSocketAddress source = header.source();
			letIn((source != null) ? source : peer,
					new ProxyInfo(peer, header.version(), header.destination(), header.extensions()));
		}
	}

	private void letIn(SocketAddress client, @Nullable ProxyInfo info) throws RefusedException {
		prepareToRemember();
		Refusal refusal = this.admission.letIn(client);
		if (refusal != null) {
			throw new RefusedException(refusal, "the client behind it is " + client);
		}
		this.connection.letIn(client, info);
	}

	/**
	 * Makes what remembers that the client is counted, which may fail as long as it is
	 * not.
	 */
	private void prepareToRemember() {
		this.connection.ownRare();
	}

	@Override
	public long timeout() {
		return Nanos.of(this.config.headerTimeout());
	}

	@Override
	public @Nullable RejectReason late() {
		if (isOptional() && this.received.position() == 0) {
			this.silent = true;
			return null;
		}
		this.connection.limited("proxy-protocol.header-timeout");
		return RejectReason.PROXY_HEADER;
	}

	@Override
	public RejectReason reasonOf(Throwable failure) {
		return (failure instanceof RefusedException ex) ? ex.refusal().reason() : RejectReason.PROXY_HEADER;
	}

	@Override
	public boolean turnAway(@Nullable Throwable failure) {
		String setting = (failure instanceof RefusedException ex) ? ex.refusal().setting() : null;
		if (setting != null) {
			this.connection.limited(setting);
		}
		return false;
	}

}
