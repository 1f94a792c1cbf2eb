package dev.leat.benchmarks.peer;

import java.io.IOException;

import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolCodecFilter;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;

/**
 * Apache MINA, as it comes, with one thread for its connections beside the one that
 * accepts.
 */
final class MinaPeer {

	private MinaPeer() {
	}

	static Peer start(Workload workload) throws CannotRunException, IOException {
		if (workload == Workload.TLS) {
			throw CannotRunException.unknown("mina", workload);
		}
		NioSocketAcceptor acceptor = new NioSocketAcceptor(1);
		acceptor.setBacklog(1024);
		acceptor.getSessionConfig().setTcpNoDelay(true);
		if (workload == Workload.FRAMED) {
			acceptor.getFilterChain()
				.addLast("frames", new ProtocolCodecFilter(new MinaFrames.Encoder(), new MinaFrames.Decoder()));
		}
		acceptor.setHandler(new Echo());
		acceptor.bind(Ports.any());
		return new RunningPeer(Ports.of(acceptor.getLocalAddress()), () -> acceptor.dispose(true));
	}

	/** Sends back whatever comes. */
	private static final class Echo extends IoHandlerAdapter {

		@Override
		public void messageReceived(IoSession session, Object message) {
			session.write((message instanceof IoBuffer bytes) ? bytes.duplicate() : message);
		}

		@Override
		public void exceptionCaught(IoSession session, Throwable cause) {
			session.closeNow();
		}

	}

}
