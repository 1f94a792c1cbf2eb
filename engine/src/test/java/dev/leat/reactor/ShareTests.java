package dev.leat.reactor;

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
		Share other = beside();
		this.share.took(Share.BYTES);
		other.waits();
		this.share.next();
		assertThat(this.yields).hasValue(0);
		this.share.took(Share.BYTES);
		this.share.next();
		assertThat(this.yields).hasValue(1);
	}

	@Test
	@DisplayName("what was moved before a wait in the other direction is not counted, what was moved after it is")
	void aWaitInTheMiddle() {
		Share other = beside();
		this.share.next();
		this.share.took(1);
		other.waits();
		this.share.next();
		this.share.took(Share.BYTES);
		this.share.next();
		assertThat(this.yields).hasValue(1);
	}

	@Test
	@DisplayName("to let others go in one direction begins a new share in the other")
	void bothDirections() {
		Share other = beside();
		for (int i = 0; i < 10; i++) {
			this.share.next();
			this.share.took(Share.BYTES);
			other.next();
			other.took(Share.BYTES);
		}
		assertThat(this.yields).hasValue(9);
	}

	@Test
	@DisplayName("a wait in the other direction is not counted that was before this share began")
	void waitedBefore() {
		Share other = beside();
		other.waits();
		this.share.waits();
		this.share.took(Share.BYTES);
		this.share.next();
		assertThat(this.yields).hasValue(1);
	}

	@Test
	@DisplayName("what another thread waits in the other direction lets nobody go")
	void anotherThreadWaits() throws InterruptedException {
		Share other = beside();
		this.share.took(Share.BYTES);
		Thread reader = new Thread(other::waits);
		reader.start();
		reader.join();
		this.share.next();
		assertThat(this.yields).hasValue(1);
	}

	private Share beside() {
		Share other = new Share(this.yields::incrementAndGet);
		this.share.standsBeside(other);
		return other;
	}

}
