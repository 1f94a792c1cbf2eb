package dev.leat.reactor;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A thread that never has to wait lets others go all the same.
 */
class ShareTests {

	private final AtomicInteger yields = new AtomicInteger();

	private final Share share = new Share(this.yields::incrementAndGet);

	private final Share other = new Share(this.yields::incrementAndGet);

	ShareTests() {
		this.share.standsBeside(this.other);
	}

	@Test
	@DisplayName("others go before the next bytes once so many have been moved without a wait")
	void bytes() {
		this.share.took(Share.BYTES - 1);
		this.share.next();
		assertThat(this.yields).hasValue(0);
		this.share.took(1);
		assertThat(this.yields).hasValue(0);
		this.share.next();
		this.share.next();
		assertThat(this.yields).hasValue(1);
	}

	@Test
	@DisplayName("others go before the next bytes once some have been moved so often without a wait")
	void times() {
		for (int i = 0; i < 10 * Share.TIMES; i++) {
			this.share.next();
			this.share.took(1);
		}
		assertThat(this.yields).hasValue(9);
	}

	@Test
	@DisplayName("a wait begins a new share")
	void waits() {
		for (int i = 0; i < 10 * Share.TIMES; i++) {
			this.share.next();
			this.share.took(Share.BYTES / 2);
			this.share.waits();
		}
		this.share.next();
		assertThat(this.yields).hasValue(0);
	}

	@Test
	@DisplayName("a wait in one direction begins a new share in the other, once")
	void waitsInTheOtherDirection() {
		this.share.took(Share.BYTES);
		this.other.waits();
		this.share.next();
		assertThat(this.yields).hasValue(0);
		this.share.took(Share.BYTES);
		this.share.next();
		assertThat(this.yields).hasValue(1);
	}

	@Test
	@DisplayName("what was moved before a wait in the other direction is not counted, what was moved after it is")
	void aWaitInTheMiddle() {
		this.share.next();
		this.share.took(1);
		this.other.waits();
		this.share.next();
		this.share.took(Share.BYTES);
		this.share.next();
		assertThat(this.yields).hasValue(1);
	}

	@Test
	@DisplayName("to let others go in one direction begins a new share in the other")
	void bothDirections() {
		for (int i = 0; i < 10; i++) {
			this.share.next();
			this.share.took(Share.BYTES);
			this.other.next();
			this.other.took(Share.BYTES);
		}
		assertThat(this.yields).hasValue(9);
	}

	@Test
	@DisplayName("a wait in the other direction is not counted that was before this share began")
	void waitedBefore() {
		this.other.waits();
		this.share.waits();
		this.share.took(Share.BYTES);
		this.share.next();
		assertThat(this.yields).hasValue(1);
	}

	@Test
	@DisplayName("what another thread waits in the other direction lets nobody go")
	void anotherThreadWaits() throws InterruptedException {
		this.share.took(Share.BYTES);
		waitsInAnotherThread();
		this.share.next();
		assertThat(this.yields).hasValue(1);
	}

	@Test
	@DisplayName("a thread that has waited is not kept when it has ended")
	void keepsNoThread() throws Exception {
		WeakReference<Thread> reader = waitsInAnotherThread();
		Until.holds(() -> {
			System.gc();
			return reader.get() == null;
		});
	}

	private WeakReference<Thread> waitsInAnotherThread() throws InterruptedException {
		Thread reader = new Thread(this.other::waits);
		reader.start();
		reader.join();
		return new WeakReference<>(reader);
	}

}
