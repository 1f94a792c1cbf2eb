package dev.leat.benchmarks.peer;

import java.time.Duration;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import org.reactivestreams.Publisher;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.NettyInbound;
import reactor.netty.NettyOutbound;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpServer;

/**
 * Reactor Netty, as it comes, on one event loop. Its loops prefer native epoll.
 */
final class ReactorNettyPeer {

	private ReactorNettyPeer() {
	}

	static Peer start(Workload workload) throws CannotRunException {
		if (workload == Workload.TLS) {
			throw CannotRunException.unknown("reactor-netty", workload);
		}
		LoopResources loop = LoopResources.create("peer", 1, true);
		TcpServer server = TcpServer.create().runOn(loop).host("127.0.0.1").port(0);
		DisposableServer bound = ((workload == Workload.FRAMED)
				? server.doOnConnection(ReactorNettyPeer::addDecoder).handle(ReactorNettyPeer::frames)
				: server.handle(ReactorNettyPeer::echo))
			.bindNow();
		return new RunningPeer(bound.port(), () -> {
			bound.disposeNow();
			loop.disposeLater(Duration.ZERO, Duration.ofSeconds(1)).block();
		});
	}

	private static Publisher<Void> echo(NettyInbound in, NettyOutbound out) {
		return out.send(in.receive().retain(), (buffer) -> true);
	}

	private static Publisher<Void> frames(NettyInbound in, NettyOutbound out) {
		return out.send(in.receive().map((payload) -> frame(payload, out)), (buffer) -> true);
	}

	private static ByteBuf frame(ByteBuf payload, NettyOutbound out) {
		int length = payload.readableBytes();
		return out.alloc().buffer(Workload.LENGTH + length).writeInt(length).writeBytes(payload);
	}

	private static void addDecoder(Connection connection) {
		int length = Workload.LENGTH;
		connection
			.addHandlerLast(new LengthFieldBasedFrameDecoder(length + Workload.MAX_PAYLOAD, 0, length, 0, length));
	}

}
