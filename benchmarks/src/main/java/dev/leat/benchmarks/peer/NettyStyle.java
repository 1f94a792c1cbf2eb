package dev.leat.benchmarks.peer;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;

/**
 * How a server on Netty is written.
 */
enum NettyStyle {

	/** The defaults, and what its examples do: each read and each frame is flushed. */
	AS_IT_COMES {
		@Override
		void configure(ServerBootstrap bootstrap) {
			// nothing
		}

		@Override
		ChannelHandler echo() {
			return new NettyEcho();
		}

		@Override
		void addFraming(ChannelPipeline pipeline) {
			int length = Workload.LENGTH;
			pipeline.addLast(new LengthFieldBasedFrameDecoder(length + Workload.MAX_PAYLOAD, 0, length, 0, length))
				.addLast(new LengthFieldPrepender(length))
				.addLast(new NettyEcho());
		}
	},

	/**
	 * Large reads into pooled memory, a lean decoder, and one flush after all that was
	 * read.
	 */
	TUNED {
		@Override
		void configure(ServerBootstrap bootstrap) {
			bootstrap.childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
				.childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ));
		}

		@Override
		ChannelHandler echo() {
			return new NettyTunedEcho();
		}

		@Override
		void addFraming(ChannelPipeline pipeline) {
			pipeline.addLast(new NettyLeanDecoder()).addLast(new NettyTunedFrameEcho());
		}
	};

	static final int READ = 128 * 1024;

	/** Sets its options. */
	abstract void configure(ServerBootstrap bootstrap);

	/** Sends back what it receives. */
	abstract ChannelHandler echo();

	/** Sends back frames. */
	abstract void addFraming(ChannelPipeline pipeline);

}
