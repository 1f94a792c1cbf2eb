package dev.leat.reactor;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;

import org.jspecify.annotations.Nullable;

/**
 * A descriptor that is kept for the moment when there is no other one: given up, it lets
 * a client be accepted, and told. One thread.
 */
final class SpareDescriptor {

	private final SelectorProvider provider;

	private @Nullable SocketChannel spare;

	SpareDescriptor(SelectorProvider provider) {
		this.provider = provider;
	}

	/** Takes one, unless it has one or there is none. */
	void take() {
		if (this.spare == null) {
			try {
				this.spare = this.provider.openSocketChannel();
			}
			catch (IOException ex) {
				// the next connection that goes makes room for it
			}
		}
	}

	/**
	 * Gives it up.
	 * @return whether there was one
	 */
	boolean giveUp() {
		SocketChannel spare = this.spare;
		this.spare = null;
		if (spare != null) {
			PlainTransport.closeQuietly(spare);
		}
		return spare != null;
	}

}
