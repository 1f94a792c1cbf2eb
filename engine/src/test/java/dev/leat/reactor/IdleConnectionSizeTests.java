package dev.leat.reactor;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import dev.leat.sim.SimPeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a connection takes of the heap that has been answered and has nothing to do. The
 * sizes are those of a heap under 32 GiB: headers of 12 bytes, references of 4, objects
 * in steps of 8.
 */
class IdleConnectionSizeTests {

	private static final int HEADER = 12;

	private static final int STEP = 8;

	@Test
	@DisplayName("an idle connection has none of what few need, and nothing of what ends it")
	void nothingRare() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			NioConnection connection = answered(stepped);
			assertThat(connection.rare()).isSameAs(RareParts.NONE);
			assertThat(connection.isClosing()).isFalse();
			assertThat(connection.memory()).isZero();
		}
	}

	@Test
	@DisplayName("what ends a connection has no static state that a lack of memory could keep from being made")
	void nothingStatic() {
		assertThat(Closing.class.getDeclaredFields()).noneMatch((field) -> Modifier.isStatic(field.getModifiers()));
	}

	@Test
	@DisplayName("the objects of an idle connection take 192 bytes of the heap")
	void size() {
		try (Stepped stepped = Stepped.of(Servers.ECHO)) {
			NioConnection connection = answered(stepped);
			List<Object> objects = List.of(connection, connection.life(), connection.transport());
			assertThat(objects.stream().mapToInt((object) -> size(object.getClass())).sum()).isLessThanOrEqualTo(192);
		}
	}

	private static NioConnection answered(Stepped stepped) {
		SimPeer peer = stepped.connect();
		peer.send("hello");
		stepped.step();
		assertThat(peer.text()).isEqualTo("hello");
		return stepped.connection();
	}

	/** Bytes of an object, whose fields lie without gaps. */
	private static int size(Class<?> type) {
		int bytes = HEADER + fields(type).mapToInt((field) -> width(field.getType())).sum();
		return (bytes + STEP - 1) / STEP * STEP;
	}

	private static Stream<Field> fields(@Nullable Class<?> type) {
		return (type == null) ? Stream.empty() : Stream.concat(fields(type.getSuperclass()),
				Arrays.stream(type.getDeclaredFields()).filter((field) -> !Modifier.isStatic(field.getModifiers())));
	}

	private static int width(Class<?> type) {
		if (type == long.class || type == double.class) {
			return Long.BYTES;
		}
		return (type == boolean.class || type == byte.class) ? Byte.BYTES : Integer.BYTES;
	}

}
