package dev.leat.reactor;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * The bytes as they are.
 */
class PlainTransport implements Transport {

	private final SocketChannel channel;

	PlainTransport(SocketChannel channel) {
		this.channel = channel;
	}

	final SocketChannel channel() {
		return this.channel;
	}

	@Override
	public SelectionKey register(Selector selector, Source source) throws IOException {
		return this.channel.register(selector, 0, source);
	}

	@Override
	public int read(ByteBuffer into) throws IOException {
		return this.channel.read(into);
	}

	@Override
	public Transport unread(ByteBuffer bytes) {
		return bytes.hasRemaining() ? new HoldingTransport(this.channel).unread(bytes) : this;
	}

	@Override
	public boolean isForAnyThread() {
		return true;
	}

	@Override
	public int write(ByteBuffer bytes) throws IOException {
		return this.channel.write(bytes);
	}

	@Override
	public long write(ByteBuffer[] bytes, int count) throws IOException {
		return this.channel.write(bytes, 0, count);
	}

	@Override
	public long write(FileChannel file, long position, long count) throws IOException {
		return file.transferTo(position, count, this.channel);
	}

	@Override
	public Transport holdLastByte() {
		return new HoldingTransport(this.channel).holdLastByte();
	}

	@Override
	public void shutdownOutput() throws IOException {
		this.channel.shutdownOutput();
	}

	@Override
	public void close() {
		closeQuietly(this.channel);
	}

	@Override
	public void cutOff() {
		closeQuietly(this.channel);
	}

	@Override
	public void abort() {
		reset(this.channel);
	}

	/** Closes with RST instead of FIN. */
	static void reset(SocketChannel channel) {
		try {
			channel.setOption(StandardSocketOptions.SO_LINGER, 0);
		}
		catch (IOException | UnsupportedOperationException ex) {
			// the peer is gone already, and closing is what is left to do
		}
		closeQuietly(channel);
	}

	static void closeQuietly(Closeable resource) {
		try {
			resource.close();
		}
		catch (IOException ex) {
			// the descriptor is released all the same
		}
	}

}
