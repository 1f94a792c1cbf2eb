package dev.leat.reactor;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The heap of timers against its contract and against a model.
 */
class TimerHeapTests {

	private static final long NOW = Long.MAX_VALUE - 500;

	private final TimerHeap heap = new TimerHeap();

	private final List<Named> fired = new ArrayList<>();

	private Named timer(int name, long delay) {
		Named timer = new Named(name);
		this.heap.arm(timer, NOW + delay);
		return timer;
	}

	private List<Integer> names() {
		return this.fired.stream().map((timer) -> timer.name).toList();
	}

	@Test
	@DisplayName("T1 T7 timers fire in the order of their due times, also over the overflow of the clock")
	void inOrder() {
		timer(3, 900);
		timer(1, 10);
		timer(2, 499);
		timer(4, 1_000_000);
		this.heap.fireDue(NOW + 1_000_000);
		assertThat(names()).containsExactly(1, 2, 3, 4);
		assertThat(this.heap.size()).isZero();
		assertThat(this.heap.first()).isNull();
	}

	@Test
	@DisplayName("T1 a timer fires at its due time and not before")
	void neverEarly() {
		timer(1, 10);
		this.heap.fireDue(NOW + 9);
		assertThat(names()).isEmpty();
		this.heap.fireDue(NOW + 10);
		assertThat(names()).containsExactly(1);
		this.heap.fireDue(NOW + 11);
		assertThat(names()).containsExactly(1);
	}

	@Test
	@DisplayName("T7 equal due times fire in the order of arming, also when numbers run out")
	void manyArmed() {
		TimerHeap old = new TimerHeap(Integer.MAX_VALUE - 3);
		for (int i = 0; i < 10; i++) {
			old.arm(new Named(i), NOW + 5);
			old.fireDue(NOW);
		}
		assertThat(this.fired).isEmpty();
		old.fireDue(NOW + 5);
		assertThat(names()).isSorted().hasSize(10);
		assertThat(old.size()).isZero();
	}

	@Test
	@DisplayName("T7 equal due times fire in the order of arming")
	void equalKeys() {
		for (int i = 0; i < 100; i++) {
			timer(i, 5);
		}
		this.heap.fireDue(NOW + 5);
		assertThat(names()).isSorted().hasSize(100);
	}

	@Test
	@DisplayName("T2 T4 arming an armed timer moves it, and it fires once")
	void rearm() {
		Named timer = timer(1, 100);
		timer(2, 50);
		this.heap.arm(timer, NOW + 10);
		assertThat(this.heap.size()).isEqualTo(2);
		assertThat(this.heap.first()).isSameAs(timer);
		this.heap.arm(timer, NOW + 60);
		this.heap.fireDue(NOW + 100);
		assertThat(names()).containsExactly(2, 1);
	}

	@Test
	@DisplayName("T9 T5 T11 L22 a cancelled timer does not fire, and cancelling it twice or when fired is harmless")
	void cancel() {
		Named first = timer(1, 1);
		Named second = timer(2, 2);
		this.heap.cancel(second);
		this.heap.cancel(second);
		assertThat(second.isArmed()).isFalse();
		this.heap.fireDue(NOW + 2);
		this.heap.cancel(first);
		assertThat(names()).containsExactly(1);
		assertThat(this.heap.size()).isZero();
	}

	@Test
	@DisplayName("FE10 T11 a timer cancelled by one that fires just before it does not fire")
	void cancelledByAnother() {
		Named[] second = new Named[1];
		this.heap.arm(new Named(1) {
			@Override
			void fire() {
				super.fire();
				TimerHeapTests.this.heap.cancel(second[0]);
			}
		}, NOW + 1);
		second[0] = timer(2, 1);
		this.heap.fireDue(NOW + 1);
		assertThat(names()).containsExactly(1);
	}

	@Test
	@DisplayName("T8 one that arms itself for now waits for the next call, and keeps nobody else waiting")
	void selfArming() {
		this.heap.arm(new Named(1) {
			@Override
			void fire() {
				super.fire();
				TimerHeapTests.this.heap.arm(this, NOW + 5);
			}
		}, NOW);
		timer(2, 3);
		this.heap.fireDue(NOW + 5);
		assertThat(names()).containsExactly(1, 2);
		this.heap.fireDue(NOW + 5);
		assertThat(names()).containsExactly(1, 2, 1);
	}

	@Test
	@DisplayName("FE10 T7 a million timers, half of them cancelled from the middle, fire in order")
	void many() {
		Random random = new Random(7);
		List<Named> all = new ArrayList<>();
		for (int i = 0; i < 1_000_000; i++) {
			all.add(timer(i, random.nextInt(1_000_000)));
		}
		for (int i = 0; i < all.size(); i += 2) {
			this.heap.cancel(all.get(i));
		}
		this.heap.fireDue(NOW + 1_000_000);
		assertThat(this.fired).hasSize(500_000).isSortedAccordingTo(Comparator.comparingLong((one) -> one.due - NOW));
		assertThat(this.heap.size()).isZero();
	}

	@Test
	@DisplayName("FE10 T7 H9 a million timers that were set and cancelled leave nothing behind, not even in memory")
	void leaveNothing() throws Exception {
		List<WeakReference<HeapTimer>> some = new ArrayList<>();
		List<Named> all = new ArrayList<>();
		for (int i = 0; i < 1_000_000; i++) {
			all.add(timer(i, i % 1000));
		}
		for (int i = 0; i < all.size(); i++) {
			this.heap.cancel(all.get(i));
			if (i % 10_000 == 0) {
				some.add(new WeakReference<>(all.get(i)));
			}
		}
		all.clear();
		assertThat(this.heap.size()).isZero();
		assertThat(this.heap.first()).isNull();
		Until.holds(() -> {
			System.gc();
			return some.stream().allMatch((timer) -> timer.get() == null);
		});
		this.heap.fireDue(NOW + 1000);
		assertThat(names()).isEmpty();
	}

	@Test
	@DisplayName("T7 the heap and a sorted set agree through 50,000 random operations")
	void againstAModel() {
		Random random = new Random(20_260);
		TreeSet<Named> model = new TreeSet<>((one, other) -> one.isBefore(other) ? -1 : one.equals(other) ? 0 : 1);
		List<Named> all = new ArrayList<>();
		for (int i = 0; i < 300; i++) {
			all.add(new Named(i));
		}
		long now = NOW;
		for (int i = 0; i < 50_000; i++) {
			Named timer = all.get(random.nextInt(all.size()));
			model.remove(timer);
			switch (random.nextInt(8)) {
				case 0 -> this.heap.cancel(timer);
				case 1 -> {
					this.heap.cancel(timer);
					now += random.nextInt(20);
					assertFires(model, now);
				}
				default -> {
					this.heap.arm(timer, now + random.nextInt(200));
					model.add(timer);
				}
			}
			assertThat(this.heap.size()).isEqualTo(model.size());
			assertThat(this.heap.first()).isSameAs(model.isEmpty() ? null : model.first());
		}
	}

	private void assertFires(TreeSet<Named> model, long now) {
		List<Named> expected = new ArrayList<>();
		while (!model.isEmpty() && model.first().due - now <= 0) {
			expected.add(model.pollFirst());
		}
		this.fired.clear();
		this.heap.fireDue(now);
		assertThat(this.fired).isEqualTo(expected);
	}

	private class Named extends HeapTimer {

		final int name;

		Named(int name) {
			this.name = name;
		}

		@Override
		void fire() {
			TimerHeapTests.this.fired.add(this);
		}

	}

}
