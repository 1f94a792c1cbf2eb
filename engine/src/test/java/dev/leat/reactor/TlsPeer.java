package dev.leat.reactor;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

import dev.leat.sim.SimPeer;
import dev.leat.tls.Contexts;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of a simulated TLS connection: every record goes through the test's
 * hands.
 */
final class TlsPeer {

	private static final int ROOM = 64 * 1024;

	private static final int ROUNDS = 1_000;

	final SimPeer peer;

	final SSLEngine engine;

	private final Stepped stepped;

	private final ByteArrayOutputStream clear = new ByteArrayOutputStream();

	/** What of the server's bytes has been decrypted. */
	private int taken;

	private boolean gotEnd;

	/** What the client found wrong. */
	@Nullable SSLException failure;

	private TlsPeer(Stepped stepped, SSLEngine engine) {
		this.stepped = stepped;
		this.engine = engine;
		this.peer = stepped.connect();
	}

	static TlsPeer to(Stepped stepped) throws SSLException {
		return to(stepped, Contexts.client(), (parameters) -> {
		});
	}

	static TlsPeer to(Stepped stepped, String protocol) throws SSLException {
		return to(stepped, Contexts.client(), (parameters) -> parameters.setProtocols(new String[] { protocol }));
	}

	/** Connects, and has not said anything yet. */
	static TlsPeer to(Stepped stepped, SSLContext context, Consumer<SSLParameters> settings) throws SSLException {
		SSLEngine engine = context.createSSLEngine("localhost", 443);
		engine.setUseClientMode(true);
		SSLParameters parameters = engine.getSSLParameters();
		settings.accept(parameters);
		engine.setSSLParameters(parameters);
		engine.beginHandshake();
		return new TlsPeer(stepped, engine);
	}

	/** Says and hears until neither side has more to say. */
	TlsPeer exchange() {
		for (int round = 0; round < ROUNDS; round++) {
			boolean said = say();
			this.stepped.step();
			if (!hear() && !said && !hasToSay()) {
				return this;
			}
		}
		throw new AssertionError("The client and the server talk for ever");
	}

	private boolean hasToSay() {
		return this.engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && !this.engine.isOutboundDone();
	}

	private boolean say() {
		byte[] records = own();
		if (records.length > 0) {
			this.peer.send(records);
		}
		return records.length > 0;
	}

	/** What the client itself has to say now: its part of a handshake, an alert. */
	byte[] own() {
		ByteArrayOutputStream records = new ByteArrayOutputStream();
		runTasks();
		while (hasToSay()) {
			try {
				records.writeBytes(wrap(new byte[0]));
			}
			catch (SSLException ex) {
				this.failure = ex;
			}
			runTasks();
		}
		return records.toByteArray();
	}

	private void runTasks() {
		Runnable task = this.engine.getDelegatedTask();
		while (task != null) {
			task.run();
			task = this.engine.getDelegatedTask();
		}
	}

	/** Encrypts bytes as one record, or what the client itself has to say. */
	byte[] wrap(byte[] bytes) throws SSLException {
		ByteBuffer records = ByteBuffer.allocate(ROOM);
		this.engine.wrap(ByteBuffer.wrap(bytes), records);
		return Arrays.copyOf(records.array(), records.position());
	}

	byte[] wrap(String text) throws SSLException {
		return wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	/** Sends text as one record. */
	TlsPeer send(String text) throws SSLException {
		this.peer.send(wrap(text));
		return exchange();
	}

	/** Says that nothing more comes. */
	TlsPeer sendEnd() {
		this.engine.closeOutbound();
		return exchange();
	}

	/** Decrypts what has come, and gives out what the client answers to that. */
	byte[] answer() {
		ByteArrayOutputStream records = new ByteArrayOutputStream();
		while (hear() || hasToSay()) {
			records.writeBytes(own());
		}
		return records.toByteArray();
	}

	/** Decrypts what has come, and says nothing. */
	TlsPeer takeIn() {
		hear();
		return this;
	}

	private boolean hear() {
		ByteBuffer records = ByteBuffer.wrap(this.peer.received()).position(this.taken);
		ByteBuffer into = ByteBuffer.allocate(ROOM);
		try {
			boolean goesOn = true;
			while (goesOn && records.hasRemaining()) {
				runTasks();
				SSLEngineResult result = this.engine.unwrap(records, into.clear());
				this.clear.write(into.array(), 0, into.position());
				this.gotEnd |= result.getStatus() == Status.CLOSED;
				goesOn = result.bytesConsumed() > 0;
			}
		}
		catch (SSLException ex) {
			this.failure = ex;
			records.position(records.limit());
		}
		boolean heard = records.position() > this.taken;
		this.taken = records.position();
		return heard;
	}

	/** What has come, as text. */
	String text() {
		return this.clear.toString(StandardCharsets.UTF_8);
	}

	byte[] bytes() {
		return this.clear.toByteArray();
	}

	boolean isSecure() {
		return this.engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
				&& !this.engine.getSession().getProtocol().equals("NONE");
	}

	/** Whether the server has said that nothing more comes. */
	boolean gotEnd() {
		return this.gotEnd;
	}

}
