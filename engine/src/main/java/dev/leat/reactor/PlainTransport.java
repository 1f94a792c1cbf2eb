package dev.leat.reactor;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

import org.jspecify.annotations.Nullable;

/**
 * The bytes as they are.
 */
final class PlainTransport implements Transport {

	private final SocketChannel channel;

	private @Nullable ByteBuffer unread;

	private @Nullable LastByte last;

	PlainTransport(SocketChannel channel) {
		this.channel = channel;
	}

	@Override
	public SelectionKey register(Selector selector, Source source) throws IOException {
		return this.channel.register(selector, 0, source);
	}

	@Override
	public int read(ByteBuffer into) throws IOException {
		return (this.unread != null) ? readAgain(this.unread, into) : this.channel.read(into);
	}

	private int readAgain(ByteBuffer unread, ByteBuffer into) {
		int count = Math.min(unread.remaining(), into.remaining());
		into.put(unread.slice(unread.position(), count));
		unread.position(unread.position() + count);
		if (!unread.hasRemaining()) {
			this.unread = null;
		}
		return count;
	}

	@Override
	public void unread(ByteBuffer bytes) {
		this.unread = bytes.hasRemaining() ? bytes : null;
	}

	@Override
	public boolean holdsInput() {
		return this.unread != null;
	}

	@Override
	public boolean isForAnyThread() {
		return true;
	}

	@Override
	public int write(ByteBuffer bytes) throws IOException {
		return (this.last != null) ? this.last.write(bytes) : this.channel.write(bytes);
	}

	@Override
	public long write(ByteBuffer[] bytes, int count) throws IOException {
		return (this.last != null) ? this.last.write(bytes, count) : this.channel.write(bytes, 0, count);
	}

	@Override
	public long write(FileChannel file, long position, long count) throws IOException {
		if (this.last != null && !this.last.flush()) {
			return 0;
		}
		return file.transferTo(position, count, this.channel);
	}

	@Override
	public void holdLastByte() {
		if (this.last == null) {
			this.last = new LastByte(this.channel);
		}
	}

	@Override
	public boolean holdsOutput() {
		return this.last != null && !this.last.isOut();
	}

	@Override
	public void flush() throws IOException {
		if (this.last != null) {
			this.last.flush();
		}
	}

	@Override
	public void endFollows() throws IOException {
		if (this.last != null) {
			this.last.endFollows();
		}
	}

	@Override
	public void shutdownOutput() throws IOException {
		if (this.last != null) {
			this.last.end();
		}
		else {
			this.channel.shutdownOutput();
		}
	}

	/** FIN would tell the peer that it has all. */
	@Override
	public void close() {
		if (holdsOutput()) {
			abort();
		}
		else {
			closeQuietly(this.channel);
		}
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
