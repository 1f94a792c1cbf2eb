package dev.leat.benchmarks.peer;

import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import org.jspecify.annotations.Nullable;

/**
 * Netty on one of its transports. One thread accepts and carries the connections.
 */
final class NettyPeer {

	private final NettyTransport transport;

	private final NettyStyle style;

	NettyPeer(NettyTransport transport, NettyStyle style) {
		this.transport = transport;
		this.style = style;
	}

	/**
	 * Finds transport and style by a peer's name.
	 * @param name such as {@code netty-epoll} or {@code netty-nio-tuned}
	 */
	static NettyPeer named(String name) {
		NettyStyle style = name.endsWith("-tuned") ? NettyStyle.TUNED : NettyStyle.AS_IT_COMES;
		for (NettyTransport transport : NettyTransport.values()) {
			if (name.startsWith(transport.peer())) {
				return new NettyPeer(transport, style);
			}
		}
		throw new IllegalArgumentException("There is no peer '" + name + "'");
	}

	Peer start(Workload workload) throws Exception {
		Throwable whyNot = this.transport.whyNot();
		if (whyNot != null) {
			throw new CannotRunException(this.transport.peer() + " is not to be had on this machine: " + whyNot);
		}
		SslContext tls = (workload == Workload.TLS) ? tls() : null;
		EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, this.transport.handlers(this.style));
		ServerBootstrap bootstrap = new ServerBootstrap().group(loop)
			.channel(this.transport.listener())
			.option(ChannelOption.SO_BACKLOG, 1024)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childHandler(new Pipeline(workload, tls));
		this.style.configure(bootstrap);
		this.transport.configure(bootstrap, this.style);
		Channel listener = bootstrap.bind(Ports.any()).sync().channel();
		return new RunningPeer(Ports.of(listener.localAddress()), () -> {
			listener.close().sync();
			loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
		});
	}

	private static SslContext tls() throws Exception {
		return SslContextBuilder.forServer(TlsKeys.selfSigned())
			.sslProvider(SslProvider.JDK)
			.protocols("TLSv1.3")
			.build();
	}

	/** What every connection goes through. */
	private final class Pipeline extends ChannelInitializer<SocketChannel> {

		private final Workload workload;

		private final @Nullable SslContext tls;

		Pipeline(Workload workload, @Nullable SslContext tls) {
			this.workload = workload;
			this.tls = tls;
		}

		@Override
		protected void initChannel(SocketChannel channel) {
			ChannelPipeline pipeline = channel.pipeline();
			if (this.tls != null) {
				pipeline.addLast(this.tls.newHandler(channel.alloc()));
			}
			if (this.workload == Workload.FRAMED) {
				NettyPeer.this.style.addFraming(pipeline);
			}
			else {
				pipeline.addLast(NettyPeer.this.style.echo());
			}
		}

	}

}
