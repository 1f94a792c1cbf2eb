package dev.leat.reactor;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A write to many connections of one loop: one task for all of them, and one copy of the
 * bytes, which count as pending with each. It comes after what waits in the boxes of its
 * members; and while it is on its way, what other threads ask of connections of that loop
 * queues behind it, so that the order of a thread's calls is kept.
 */
final class Broadcast extends Mail {

	private final EventLoop loop;

	private final byte[] bytes;

	private final List<NioConnection> members = new ArrayList<>();

	Broadcast(EventLoop loop, byte[] bytes) {
		this.loop = loop;
		this.bytes = bytes;
	}

	/** Adds a connection with which the bytes have been reserved. */
	void add(NioConnection member) {
		this.members.add(member);
	}

	void send() {
		this.loop.inbox().broadcastBegins();
		if (!this.loop.put(this)) {
			this.loop.inbox().broadcastEnds();
		}
	}

	@Override
	void open() {
		for (NioConnection member : this.members) {
			member.openAll();
			member.output().writeReserved(ByteBuffer.wrap(this.bytes), null);
		}
		this.loop.batch().flush();
		this.loop.inbox().broadcastEnds();
	}

}
