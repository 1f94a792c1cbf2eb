package dev.leat.benchmarks.peer;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.uring.IoUringBufferRingConfig;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringFixedBufferRingAllocator;
import io.netty.channel.uring.IoUringIoHandlerConfig;

/**
 * Lets io_uring choose the buffer of a read when its bytes are there, instead of keeping
 * one for each connection that waits.
 */
final class BufferRing {

	private static final short GROUP = 1;

	private static final short BUFFERS = 128;

	private BufferRing() {
	}

	static IoUringIoHandlerConfig config(NettyStyle style) {
		IoUringIoHandlerConfig config = new IoUringIoHandlerConfig();
		if (style == NettyStyle.TUNED) {
			config.setBufferRingConfig(IoUringBufferRingConfig.builder()
				.bufferGroupId(GROUP)
				.bufferRingSize(BUFFERS)
				.batchSize(BUFFERS / 2)
				.allocator(new IoUringFixedBufferRingAllocator(NettyStyle.READ))
				.build());
		}
		return config;
	}

	static void configure(ServerBootstrap bootstrap, NettyStyle style) {
		if (style == NettyStyle.TUNED) {
			bootstrap.childOption(IoUringChannelOption.IO_URING_BUFFER_GROUP_ID, GROUP);
		}
	}

}
