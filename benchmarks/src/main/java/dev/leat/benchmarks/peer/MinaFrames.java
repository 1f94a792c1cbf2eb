package dev.leat.benchmarks.peer;

import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.CumulativeProtocolDecoder;
import org.apache.mina.filter.codec.ProtocolDecoderOutput;
import org.apache.mina.filter.codec.ProtocolEncoderAdapter;
import org.apache.mina.filter.codec.ProtocolEncoderOutput;

/**
 * Frames as MINA's users write them; as arrays, since its codecs leave buffers alone.
 */
final class MinaFrames {

	private MinaFrames() {
	}

	/** Cuts frames. */
	static final class Decoder extends CumulativeProtocolDecoder {

		@Override
		protected boolean doDecode(IoSession session, IoBuffer in, ProtocolDecoderOutput out) {
			if (!in.prefixedDataAvailable(Workload.LENGTH, Workload.MAX_PAYLOAD)) {
				return false;
			}
			int length = in.getInt();
			byte[] payload = new byte[length];
			in.get(payload);
			out.write(payload);
			return true;
		}

	}

	/** Writes frames behind their length. */
	static final class Encoder extends ProtocolEncoderAdapter {

		@Override
		public void encode(IoSession session, Object message, ProtocolEncoderOutput out) {
			byte[] payload = (byte[]) message;
			IoBuffer frame = IoBuffer.allocate(Workload.LENGTH + payload.length);
			out.write(frame.putInt(payload.length).put(payload).flip());
		}

	}

}
