package dev.leat.benchmarks.peer;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

import dev.leat.reactor.ReadHalf;
import dev.leat.reactor.StreamHandler;
import dev.leat.reactor.WriteHalf;

/**
 * The engine with a stream handler, on virtual threads where there are such.
 */
final class LeatStreamPeer {

	private LeatStreamPeer() {
	}

	static Peer start(Workload workload) throws CannotRunException {
		return switch (workload) {
			case ECHO, CLOSE -> start((connection, in, out) -> echo(in, out));
			case FRAMED -> start((connection, in, out) -> frames(in, out));
			case TLS -> throw CannotRunException.unknown("leat-stream", workload);
		};
	}

	private static Peer start(StreamHandler handler) {
		return LeatPeer.start(LeatPeer.builder().handler(handler));
	}

	private static void echo(ReadHalf in, WriteHalf out) throws IOException {
		ByteBuffer buffer = ByteBuffer.allocateDirect(VirtualThreadsPeer.BUFFER);
		while (in.read(buffer) >= 0) {
			out.write(buffer.flip());
			buffer.clear();
		}
	}

	private static void frames(ReadHalf in, WriteHalf out) throws IOException {
		ByteBuffer frame = ByteBuffer.allocate(VirtualThreadsPeer.BUFFER);
		try {
			while (true) {
				frame = readFrame(in, frame);
				out.write(frame.flip());
			}
		}
		catch (EOFException ex) {
			// the client has gone between two frames
		}
	}

	private static ByteBuffer readFrame(ReadHalf in, ByteBuffer into) throws IOException {
		in.readFully(into.clear().limit(Workload.LENGTH));
		int size = Frames.size(into, 0);
		ByteBuffer frame = (size > into.capacity()) ? ByteBuffer.allocate(size).put(into.flip()) : into.limit(size);
		in.readFully(frame);
		return frame;
	}

}
