package dev.leat.benchmarks.peer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Writes each frame behind its length into one buffer, and flushes when all that was
 * there has been read.
 */
final class NettyTunedFrameEcho extends ChannelInboundHandlerAdapter {

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		ByteBuf payload = (ByteBuf) message;
		int length = payload.readableBytes();
		ByteBuf frame = context.alloc().directBuffer(Workload.LENGTH + length);
		context.write(frame.writeInt(length).writeBytes(payload), context.voidPromise());
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		context.flush();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		context.close();
	}

}
