package dev.leat.reactor;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One direction of a socket has one user at any time: the loop, or a thread that it
 * granted it to.
 */
class LeaseTests {

	private final Lease lease = new Lease();

	@Test
	@DisplayName("what was not granted is not begun, and what was is begun once")
	void granted() {
		assertThat(this.lease.begin()).isFalse();
		this.lease.grant();
		assertThat(this.lease.begin()).isTrue();
		assertThat(this.lease.begin()).isFalse();
		assertThat(this.lease.tryReclaim()).isFalse();
		this.lease.end(false);
		assertThat(this.lease.begin()).isTrue();
		this.lease.end(true);
		assertThat(this.lease.begin()).isFalse();
	}

	@Test
	@DisplayName("what is taken back is not begun until it is granted again")
	void reclaimed() {
		this.lease.grant();
		assertThat(this.lease.isReturned()).isFalse();
		assertThat(this.lease.tryReclaim()).isTrue();
		assertThat(this.lease.isReturned()).isTrue();
		assertThat(this.lease.begin()).isFalse();
		this.lease.grant();
		this.lease.reclaim();
		assertThat(this.lease.begin()).isFalse();
	}

	@Test
	@DisplayName("the loop waits for the end of the use, and the thread does not begin again after it")
	void reclaimedInUse() throws Exception {
		this.lease.grant();
		assertThat(this.lease.begin()).isTrue();
		Aside<Long> loop = Aside.run(() -> {
			this.lease.reclaim();
			return this.lease.takeMoved();
		});
		for (int i = 0; i < 8; i++) {
			assertThat(loop.isDone()).isFalse();
			this.lease.moved(1, i);
		}
		this.lease.end(false);
		assertThat(loop.get()).isEqualTo(8);
		assertThat(this.lease.movedAt()).isEqualTo(7);
		assertThat(this.lease.begin()).isFalse();
		assertThat(this.lease.takeMoved()).isZero();
	}

}
