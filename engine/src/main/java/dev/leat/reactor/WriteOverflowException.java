package dev.leat.reactor;

/**
 * A write was refused whole because it would have brought the pending output above
 * {@code write.max-pending}, on a server whose {@code write.overflow} is {@code fail}.
 */
public final class WriteOverflowException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	WriteOverflowException(String server, long bytes, long pending, long cap) {
		super("A write of " + bytes + " bytes was refused: " + pending + " bytes are pending and server '" + server
				+ "' allows " + cap + ". Wait for onWritable, or raise write.max-pending.");
	}

}
