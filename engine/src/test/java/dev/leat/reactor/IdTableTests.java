package dev.leat.reactor;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of things by number, against a map.
 */
class IdTableTests {

	private final IdTable<Long> table = new IdTable<>(Long::longValue);

	private final Map<Long, Long> model = new TreeMap<>();

	private void add(long id) {
		Long thing = id;
		if (this.model.putIfAbsent(id, thing) == null) {
			this.table.add(thing);
		}
	}

	private void remove(long id) {
		this.model.remove(id);
		this.table.remove(id);
	}

	private void assertSame(long upTo) {
		assertThat(this.table.size()).isEqualTo(this.model.size());
		assertThat(this.table.all()).containsExactlyInAnyOrderElementsOf(this.model.values());
		for (long id = -1; id <= upTo; id++) {
			assertThat(this.table.find(id)).isSameAs(this.model.get(id));
		}
	}

	@Test
	@DisplayName("it grows and shrinks with what it holds")
	void growsAndShrinks() {
		for (long id = 0; id < 1000; id++) {
			add(id);
		}
		assertSame(1000);
		for (long id = 0; id < 995; id++) {
			remove(id);
		}
		assertSame(1000);
	}

	@Test
	@DisplayName("what it does not hold is not found, and taking it out changes nothing")
	void stranger() {
		add(1);
		remove(17);
		remove(1);
		remove(1);
		assertSame(33);
	}

	@Test
	@DisplayName("numbers that fall on the same place are kept apart, whatever comes and goes between them")
	void collisions() {
		Random random = new Random(42);
		for (int step = 0; step < 20_000; step++) {
			long id = random.nextInt(6) * 64 + random.nextInt(4) + (random.nextBoolean() ? 60 : 0);
			if (random.nextBoolean()) {
				add(id);
			}
			else {
				remove(id);
			}
			if (step % 100 == 0) {
				assertSame(400);
			}
		}
	}

	@Test
	@DisplayName("taking one of many in turn out looks at few others")
	void linearCost() {
		AtomicLong looks = new AtomicLong();
		IdTable<Long> counted = new IdTable<>((id) -> {
			looks.incrementAndGet();
			return id;
		});
		for (long id = 0; id < 10_000; id++) {
			counted.add(id);
		}
		looks.set(0);
		for (long id = 0; id < 10_000; id++) {
			counted.remove(id);
		}
		assertThat(looks.get()).isLessThan(20 * 10_000);
	}

	@Test
	@DisplayName("numbers above the range of an int are numbers like others")
	void largeNumbers() {
		add(5);
		add(5 + (1L << 32));
		add(-7);
		assertThat(this.table.find(5 + (1L << 32))).isEqualTo(5 + (1L << 32));
		assertThat(this.table.find(5 + (1L << 33))).isNull();
		remove(5);
		assertThat(this.table.find(-7)).isEqualTo(-7);
		assertSame(20);
	}

}
