package dev.leat.reactor;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import org.jspecify.annotations.Nullable;

/**
 * What other threads ask of an owner: any thread puts mail in, the owner takes all of it
 * out, in the order it came. No locks; mail is linked through itself, so that putting it
 * in allocates nothing. A mailbox is mail itself: put into another one, it is opened
 * whole. Each connection is one, so it holds two references and no more.
 */
class Mailbox extends Mail {

	private static final AtomicReferenceFieldUpdater<Mailbox, @Nullable Mail> NEWEST = AtomicReferenceFieldUpdater
		.newUpdater(Mailbox.class, Mail.class, "newest");

	/** A mark, never opened. */
	private static final Mail CLOSED = new Mailbox();

	private volatile @Nullable Mail newest;

	/** Taken out and not opened yet, the oldest first; the owner's. */
	private @Nullable Mail taken;

	/** What became of mail. */
	enum Put {

		/** It is the only one: whoever put it in has to call the owner. */
		FIRST,
		/** It stands behind others, so the owner has been called. */
		BEHIND,
		/** The box is closed and the mail was not taken. */
		REFUSED

	}

	final Put put(Mail mail) {
		Mail before;
		do {
			before = this.newest;
			if (before == CLOSED) {
				mail.next = null;
				return Put.REFUSED;
			}
			mail.next = before;
		}
		while (!NEWEST.compareAndSet(this, before, mail));
		return (before != null) ? Put.BEHIND : Put.FIRST;
	}

	/** Whether there is nothing to open, nor to open again; the owner's thread only. */
	final boolean isEmpty() {
		return this.newest == null && this.taken == null;
	}

	/** Whether there is nothing to take out. Any thread. */
	final boolean isVacant() {
		return this.newest == null;
	}

	@Override
	void open() {
		openAll();
	}

	/**
	 * Takes all mail out and opens it, the oldest first. What is put in meanwhile waits
	 * for the next call, and so does what stands behind mail that throws. The owner's
	 * thread only.
	 */
	final void openAll() {
		openTaken();
		if (this.newest != null) {
			this.taken = reversed(NEWEST.getAndSet(this, null));
			openTaken();
		}
	}

	/** Opens what is left, and takes no more; again, if it throws. */
	final void seal() {
		openTaken();
		Mail last = NEWEST.getAndSet(this, CLOSED);
		if (last != CLOSED) {
			this.taken = reversed(last);
			openTaken();
		}
	}

	private void openTaken() {
		while (this.taken != null) {
			Mail mail = this.taken;
			this.taken = mail.next;
			mail.next = null;
			mail.open();
		}
	}

	private static @Nullable Mail reversed(@Nullable Mail newestFirst) {
		Mail oldest = null;
		Mail mail = newestFirst;
		while (mail != null) {
			Mail older = mail.next;
			mail.next = oldest;
			oldest = mail;
			mail = older;
		}
		return oldest;
	}

}
