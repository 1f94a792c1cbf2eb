package dev.leat.sample.gateway;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;

import javax.net.ssl.SSLSocket;

import org.springframework.boot.ssl.SslBundle;

/**
 * A device: it writes text behind its length in two bytes, which is what Java's data
 * streams do.
 */
final class Device implements AutoCloseable {

	private static final int TIMEOUT_MILLIS = 5_000;

	private final SSLSocket socket;

	private final DataInputStream in;

	private final DataOutputStream out;

	private Device(SSLSocket socket) throws IOException {
		this.socket = socket;
		this.in = new DataInputStream(socket.getInputStream());
		this.out = new DataOutputStream(socket.getOutputStream());
	}

	/** Connects, but does not yet know whether it is welcome. */
	static Device connect(int port, SslBundle bundle) throws IOException {
		SSLSocket socket = (SSLSocket) bundle.createSslContext()
			.getSocketFactory()
			.createSocket(InetAddress.getLoopbackAddress(), port);
		socket.setSoTimeout(TIMEOUT_MILLIS);
		return new Device(socket);
	}

	/** Sends something and returns what comes back. */
	String tells(String text) throws IOException {
		sends(text);
		return hears();
	}

	void sends(String text) throws IOException {
		this.out.writeUTF(text);
	}

	String hears() throws IOException {
		return this.in.readUTF();
	}

	boolean hearsTheEnd() throws IOException {
		return this.in.read() < 0;
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
