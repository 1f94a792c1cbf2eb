package dev.leat.sample.keyvalue;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Table}.
 */
class TableTests {

	private final SipHash hash = new SipHash(1, 2);

	private final Table table = new Table(this.hash);

	/**
	 * Few keys, so that slots often collide and holes close, around the end of the slots
	 * too.
	 */
	@Test
	void doesWhatAMapDoes() {
		Random random = new Random(1);
		Map<String, String> map = new HashMap<>();
		for (int i = 0; i < 100_000; i++) {
			int keys = (i < 50_000) ? 10 : 1_000;
			String key = Integer.toString(random.nextInt(keys));
			if (random.nextInt(3) == 0) {
				assertThat(value(this.table.remove(bytes(key)))).isEqualTo(map.remove(key));
			}
			else {
				assertThat(value(put(key, "v" + i))).isEqualTo(map.put(key, "v" + i));
			}
			String other = Integer.toString(random.nextInt(keys));
			assertThat(value(this.table.find(bytes(other)))).isEqualTo(map.get(other));
			assertThat(this.table.size()).isEqualTo(map.size());
		}
		assertThat(all()).isEqualTo(map);
	}

	@Test
	void clearForgetsAll() {
		put("a", "1");
		this.table.clear();
		assertThat(this.table.find(bytes("a"))).isNull();
		assertThat(this.table.size()).isZero();
		assertThat(all()).isEmpty();
	}

	@Test
	@DisplayName("a growth that fails half-way, as for want of memory, changes nothing, however often")
	void growthThatFailsChangesNothing() {
		Map<String, String> map = new HashMap<>();
		for (int i = 0; i < 8; i++) {
			map.put("k" + i, "v" + i);
			put("k" + i, "v" + i);
		}
		byte[] broken = Entry.of(bytes("k3"), bytes("v3"), Entry.NEVER).bytes();
		this.table.put(bytes("k3"), new Entry(broken));
		for (int i = 8; i < 20; i++) {
			String key = "k" + i;
			// Its key is longer than the array: no hash of it can be had.
			broken[Long.BYTES] = 1;
			assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> put(key, ""));
			broken[Long.BYTES] = 0;
			assertThat(this.table.find(bytes(key))).isNull();
		}
		assertThat(this.table.size()).isEqualTo(8);
		assertThat(all()).isEqualTo(map);
		map.keySet().forEach((key) -> assertThat(this.table.find(bytes(key))).as(key).isNotNull());
		assertThat(put("k8", "")).isNull();
		assertThat(this.table.size()).isEqualTo(9);
	}

	@Test
	@DisplayName("keys whose hashes of the JDK are all the same do not lengthen a search")
	void keysThatCollideElsewhereDoNotHere() {
		int count = 1 << 14;
		for (int i = 0; i < count; i++) {
			put(colliding(i), "");
		}
		assertThat(colliding(0)).hasSameHashCodeAs(colliding(count - 1));
		assertThat(this.table.size()).isEqualTo(count);
		assertThat(longestDistance()).isLessThan(100);
	}

	/** How many slots lie between the one that a key names and the one where it is. */
	private int longestDistance() {
		byte[][] slots = (byte[][]) Objects.requireNonNull(ReflectionTestUtils.getField(this.table, "slots"));
		int longest = 0;
		for (int slot = 0; slot < slots.length; slot++) {
			if (slots[slot] != null) {
				long hash = this.hash.hash(slots[slot], Entry.KEY, new Entry(slots[slot]).keyEnd());
				longest = Math.max(longest, (slot - (int) hash) & (slots.length - 1));
			}
		}
		return longest;
	}

	/** Each two letters {@code Aa} or {@code BB} have the same hash. */
	private static String colliding(int number) {
		StringBuilder key = new StringBuilder();
		for (int bit = 0; bit < 14; bit++) {
			key.append(((number >> bit & 1) == 0) ? "Aa" : "BB");
		}
		return key.toString();
	}

	private @Nullable Entry put(String key, String value) {
		return this.table.put(bytes(key), Entry.of(bytes(key), bytes(value), Entry.NEVER));
	}

	private Map<String, String> all() {
		return this.table.entries((entry) -> true)
			.stream()
			.collect(Collectors.toMap((entry) -> text(entry.key()), TableTests::value));
	}

	private static @Nullable String value(@Nullable Entry entry) {
		return (entry != null) ? text(entry.bytes()).substring(entry.keyEnd()) : null;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.ISO_8859_1);
	}

}
