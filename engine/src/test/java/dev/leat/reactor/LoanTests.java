package dev.leat.reactor;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A buffer has one user at any time: its owner, or the loop.
 */
class LoanTests {

	private final ByteBuffer buffer = ByteBuffer.allocate(8);

	private final Loan loan = new Loan(this.buffer);

	@Test
	@DisplayName("what was taken back is not picked up")
	void takenBack() {
		assertThat(this.loan.isBack()).isFalse();
		this.loan.takeBack();
		assertThat(this.loan.isBack()).isTrue();
		assertThat(this.loan.pickUp()).isNull();
	}

	@Test
	@DisplayName("what is laid down for good is back, what is not can be picked up again")
	void laidDown() {
		assertThat(this.loan.pickUp()).isSameAs(this.buffer);
		assertThat(this.loan.pickUp()).isNull();
		this.loan.layDown(false);
		assertThat(this.loan.isBack()).isFalse();
		assertThat(this.loan.pickUp()).isSameAs(this.buffer);
		this.loan.layDown(true);
		assertThat(this.loan.isBack()).isTrue();
		assertThat(this.loan.pickUp()).isNull();
	}

	@Test
	@DisplayName("taking back waits while the buffer is in use, and for no more than that, interrupted or not")
	void takenBackInUse() throws Exception {
		ByteBuffer used = this.loan.pickUp();
		Aside<Integer> owner = Aside.run(() -> {
			Thread.currentThread().interrupt();
			this.loan.takeBack();
			assertThat(Thread.interrupted()).isTrue();
			return this.buffer.position();
		});
		for (int i = 0; i < 8; i++) {
			assertThat(owner.isDone()).isFalse();
			used.put((byte) i);
		}
		this.loan.layDown(false);
		assertThat(owner.get()).isEqualTo(8);
		assertThat(this.loan.pickUp()).isNull();
	}

}
