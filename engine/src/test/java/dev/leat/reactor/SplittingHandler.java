package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A recorder that splits its connection at the first bytes, and leaves them.
 */
final class SplittingHandler extends Recorder {

	private volatile @Nullable Halves halves;

	Halves halves() {
		return Objects.requireNonNull(this.halves);
	}

	boolean isSplit() {
		return this.halves != null;
	}

	/** Forgets the halves, as an application that leaks them does. */
	void forget() {
		this.halves = null;
	}

	@Override
	public void onData(Connection connection, ByteBuffer data) throws Exception {
		if (this.halves == null) {
			this.halves = connection.split();
		}
		else {
			super.onData(connection, data);
		}
	}

}
