package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;

import org.jspecify.annotations.Nullable;

/**
 * The bytes as they are, of which some stay here for a while: what was read ahead and has
 * to be read again, and the last byte of what is written.
 */
final class HoldingTransport extends PlainTransport {

	private @Nullable ByteBuffer unread;

	private @Nullable LastByte last;

	HoldingTransport(SocketChannel channel) {
		super(channel);
	}

	@Override
	public int read(ByteBuffer into) throws IOException {
		return (this.unread != null) ? readAgain(this.unread, into) : super.read(into);
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
	public Transport unread(ByteBuffer bytes) {
		this.unread = bytes.hasRemaining() ? bytes : null;
		return this;
	}

	@Override
	public boolean holdsInput() {
		return this.unread != null;
	}

	@Override
	public int write(ByteBuffer bytes) throws IOException {
		return (this.last != null) ? this.last.write(bytes) : super.write(bytes);
	}

	@Override
	public long write(ByteBuffer[] bytes, int count) throws IOException {
		return (this.last != null) ? this.last.write(bytes, count) : super.write(bytes, count);
	}

	@Override
	public long write(FileChannel file, long position, long count) throws IOException {
		if (this.last != null && !this.last.flush()) {
			return 0;
		}
		return super.write(file, position, count);
	}

	@Override
	public Transport holdLastByte() {
		if (this.last == null) {
			this.last = new LastByte(channel());
		}
		return this;
	}

	@Override
	public boolean holdsOutput() {
		return this.last != null && !this.last.isOut();
	}

	@Override
	public boolean holdsData() {
		return holdsOutput();
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
			super.shutdownOutput();
		}
	}

	/** FIN would tell the peer that it has all. */
	@Override
	public void close() {
		if (holdsOutput()) {
			abort();
		}
		else {
			super.close();
		}
	}

}
