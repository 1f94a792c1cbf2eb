package dev.leat.benchmarks.peer;

import dev.leat.codec.FrameConnection;
import dev.leat.codec.Framing;

/**
 * The engine with its framing.
 */
final class LeatFramingPeer {

	private LeatFramingPeer() {
	}

	static Peer start(Workload workload) throws CannotRunException {
		if (workload != Workload.FRAMED) {
			throw CannotRunException.unknown("leat-framing", workload);
		}
		return LeatPeer.start(LeatPeer.builder()
			.handler(Framing.lengthField(Workload.LENGTH)
				.maxFrameSize(LeatPeer.MAX_FRAME)
				.handler(FrameConnection::send)));
	}

}
