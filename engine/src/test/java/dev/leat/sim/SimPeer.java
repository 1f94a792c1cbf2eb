package dev.leat.sim;

import java.io.IOException;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * The client's end of a connection: what it sends, how much it takes, what it has got.
 */
public final class SimPeer {

	private final SimSocket socket;

	SimPeer(SimSocket socket) {
		this.socket = socket;
	}

	/** Bytes arrive; each call is one segment, read on its own. */
	public SimPeer send(String text) {
		return send(text.getBytes(StandardCharsets.UTF_8));
	}

	/** Bytes arrive; each call is one segment, read on its own. */
	public SimPeer send(byte[] bytes) {
		this.socket.incoming.add(ByteBuffer.wrap(bytes.clone()));
		return this;
	}

	/** FIN arrives, behind what was sent. */
	public SimPeer fin() {
		this.socket.peerFin = true;
		return this;
	}

	/** Every call on the socket fails from now on. */
	public SimPeer fail(IOException failure) {
		this.socket.failure = failure;
		return this;
	}

	/** Every write to the socket fails from now on. */
	public SimPeer failWrites(IOException failure) {
		this.socket.writeFailure = failure;
		return this;
	}

	/** The server cannot set an option of the socket. */
	public SimPeer failOptions(RuntimeException failure) {
		this.socket.optionFailure = failure;
		return this;
	}

	/** RST arrives. */
	public SimPeer reset() {
		return fail(new IOException("Connection reset by peer"));
	}

	/** Takes this many bytes more, then no more. */
	public SimPeer window(long bytes) {
		this.socket.window = bytes;
		return this;
	}

	/** What has arrived here. */
	public byte[] received() {
		return this.socket.outgoing.toByteArray();
	}

	/** How many bytes have arrived here. */
	public int count() {
		return this.socket.outgoing.size();
	}

	/** What has arrived here, as text. */
	public String text() {
		return new String(received(), StandardCharsets.UTF_8);
	}

	/** System calls of the server's that sent to this peer. */
	public int writes() {
		return this.socket.writes;
	}

	/** System calls of the server's that read from this peer. */
	public int reads() {
		return this.socket.reads;
	}

	/** Whether the server's FIN has arrived. */
	public boolean gotFin() {
		return this.socket.fin;
	}

	/** Whether the server's RST has arrived. */
	public boolean gotReset() {
		return this.socket.reset;
	}

	/** Whether the server has released the socket. */
	public boolean isReleased() {
		return !this.socket.isOpen();
	}

	/** Bytes that the server has not read. */
	public int unread() {
		return this.socket.incoming.stream().mapToInt(ByteBuffer::remaining).sum();
	}

	/** A socket option that the server has set. */
	public <T> @Nullable T option(SocketOption<T> name) {
		return this.socket.getOption(name);
	}

	/** Where the server has registered it. */
	public @Nullable Selector selector() {
		return this.socket.selector();
	}

	/** The client's port. */
	public int port() {
		return this.socket.remotePort();
	}

	/** The operations that the server's selector watches. */
	public int interest() {
		return this.socket.interest();
	}

}
