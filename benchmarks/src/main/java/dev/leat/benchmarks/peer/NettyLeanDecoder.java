package dev.leat.benchmarks.peer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts frames with as little as possible: it lends the handler behind it a view of each
 * payload for the call, and copies only the begin of a frame whose end has not come.
 */
final class NettyLeanDecoder extends ChannelInboundHandlerAdapter {

	private @Nullable ByteBuf begun;

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		ByteBuf read = (ByteBuf) message;
		ByteBuf in = (this.begun != null) ? this.begun.writeBytes(read) : read;
		try {
			fireFrames(context, in);
			keep(context, in);
		}
		finally {
			read.release();
		}
	}

	private static void fireFrames(ChannelHandlerContext context, ByteBuf in) {
		while (in.readableBytes() >= Workload.LENGTH && in.readableBytes() >= size(in)) {
			int length = in.readInt();
			context.fireChannelRead(in.readSlice(length));
		}
	}

	private void keep(ChannelHandlerContext context, ByteBuf in) {
		if (in == this.begun) {
			if (in.isReadable()) {
				in.discardReadBytes();
				return;
			}
			this.begun = null;
			in.release();
		}
		else if (in.isReadable()) {
			this.begun = context.alloc().directBuffer(in.readableBytes()).writeBytes(in);
		}
	}

	private static int size(ByteBuf in) {
		int length = in.getInt(in.readerIndex());
		if (length < 0 || length > Workload.MAX_PAYLOAD) {
			throw new TooLongFrameException("A frame of " + length + " bytes");
		}
		return Workload.LENGTH + length;
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		if (this.begun != null) {
			this.begun.release();
			this.begun = null;
		}
	}

}
