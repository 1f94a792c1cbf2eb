package dev.leat.benchmarks.peer;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * A client of a peer: sends on one thread while it receives on another.
 */
final class Conversation implements AutoCloseable {

	private static final int PATIENCE_MILLIS = 5_000;

	private final Socket socket;

	private Conversation(Socket socket) throws IOException {
		this.socket = socket;
		this.socket.setTcpNoDelay(true);
		this.socket.setSoTimeout(PATIENCE_MILLIS);
	}

	static Conversation with(Peer peer) throws IOException {
		return new Conversation(new Socket(InetAddress.getLoopbackAddress(), peer.port()));
	}

	static Conversation overTlsWith(Peer peer) throws IOException, GeneralSecurityException {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, new TrustManager[] { new TrustEverybody() }, null);
		return new Conversation(context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), peer.port()));
	}

	/**
	 * Whether a peer that was stopped takes nobody any more. A ring of the kernel's lets
	 * go of its listener a moment later.
	 */
	static boolean isRefusedInTheEndBy(Peer peer) throws IOException {
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
		while (System.nanoTime() < end) {
			try {
				with(peer).close();
			}
			catch (ConnectException ex) {
				return true;
			}
		}
		return false;
	}

	/** Bytes that look like no others. */
	static byte[] pattern(int size, long seed) {
		byte[] bytes = new byte[size];
		new Random(seed).nextBytes(bytes);
		return bytes;
	}

	/** Frames with payloads of these sizes. */
	static byte[] frames(int... payloads) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		DataOutputStream out = new DataOutputStream(bytes);
		for (int payload : payloads) {
			out.writeInt(payload);
			out.write(pattern(payload, payload));
		}
		return bytes.toByteArray();
	}

	/** Sends, and receives as many bytes. */
	byte[] exchange(byte[] bytes) throws Exception {
		return exchange(bytes, bytes.length);
	}

	/** Sends each byte in a packet of its own, and receives as many. */
	byte[] exchangeByteByByte(byte[] bytes) throws Exception {
		return exchange(bytes, 1);
	}

	private byte[] exchange(byte[] bytes, int step) throws Exception {
		CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(bytes, step));
		byte[] received = this.socket.getInputStream().readNBytes(bytes.length);
		sent.get();
		return received;
	}

	private void send(byte[] bytes, int step) {
		try {
			OutputStream out = this.socket.getOutputStream();
			for (int i = 0; i < bytes.length; i += step) {
				out.write(bytes, i, step);
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	String protocol() {
		return ((SSLSocket) this.socket).getSession().getProtocol();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
