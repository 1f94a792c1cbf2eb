package dev.leat.reactor;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What one connection has done up to one moment. It does not change afterwards and holds
 * nothing of the connection, so it may be kept.
 *
 * @param id its {@link Connection#id()}
 * @param server the name of the server that accepted it
 * @param loop the name of its loop, as {@link LoopStats#name()} has it
 * @param label what {@link Connection#label} has set, or {@code null}
 * @param remoteAddress the client's address, also where a proxy in front has told it
 * @param localAddress the address at which the client reached the server
 * @param tls what the TLS handshake has agreed on, or {@code null} without TLS
 * @param open whether nobody has closed it yet
 * @param age since it was opened
 * @param idle since a byte came or went last, or since it was opened
 * @param bytesRead bytes received, without those of TLS
 * @param bytesWritten bytes that the socket took, without those of TLS
 * @param pendingWriteBytes bytes accepted from the handler and not yet sent
 * @param writable whether pending output is under its mark
 * @param paused why it is not read; empty while it is
 */
public record ConnectionInfo(long id, String server, String loop, @Nullable String label, SocketAddress remoteAddress,
		SocketAddress localAddress, @Nullable TlsInfo tls, boolean open, Duration age, Duration idle, long bytesRead,
		long bytesWritten, long pendingWriteBytes, boolean writable, Set<PauseReason> paused) {

	/**
	 * Copies the reasons.
	 */
	public ConnectionInfo {
		paused = Set.copyOf(paused);
	}

}
