package dev.leat.benchmarks.peer;

import java.util.Locale;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * What moves the bytes under Netty.
 */
enum NettyTransport {

	NIO {
		@Override
		@Nullable Throwable whyNot() {
			return null;
		}

		@Override
		IoHandlerFactory handlers(NettyStyle style) {
			return NioIoHandler.newFactory();
		}

		@Override
		Class<? extends ServerChannel> listener() {
			return NioServerSocketChannel.class;
		}
	},

	EPOLL {
		@Override
		@Nullable Throwable whyNot() {
			return Epoll.unavailabilityCause();
		}

		@Override
		IoHandlerFactory handlers(NettyStyle style) {
			return EpollIoHandler.newFactory();
		}

		@Override
		Class<? extends ServerChannel> listener() {
			return EpollServerSocketChannel.class;
		}
	},

	IO_URING {
		@Override
		@Nullable Throwable whyNot() {
			return IoUring.unavailabilityCause();
		}

		@Override
		IoHandlerFactory handlers(NettyStyle style) {
			return IoUringIoHandler.newFactory(BufferRing.config(style));
		}

		@Override
		void configure(ServerBootstrap bootstrap, NettyStyle style) {
			BufferRing.configure(bootstrap, style);
		}

		@Override
		Class<? extends ServerChannel> listener() {
			return IoUringServerSocketChannel.class;
		}
	};

	/** Why this machine has not got it, or {@code null} where it has. */
	abstract @Nullable Throwable whyNot();

	abstract IoHandlerFactory handlers(NettyStyle style);

	/** Sets the options that it alone has. */
	void configure(ServerBootstrap bootstrap, NettyStyle style) {
		// none
	}

	abstract Class<? extends ServerChannel> listener();

	/** The name of the peer that uses it as it comes. */
	String peer() {
		return "netty-" + name().toLowerCase(Locale.ROOT);
	}

}
