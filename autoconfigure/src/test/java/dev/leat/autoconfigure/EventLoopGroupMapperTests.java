package dev.leat.autoconfigure;

import dev.leat.reactor.EventLoopGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EventLoopGroupMapper}.
 */
class EventLoopGroupMapperTests {

	@Test
	void theDefaultsAreThoseOfTheEngine() {
		assertThat(EventLoopGroupMapper.map(new LeatProperties())).usingRecursiveComparison()
			.isEqualTo(EventLoopGroup.builder());
	}

	@ParameterizedTest
	@CsvSource({ "leat.event-loops.threads=3,threads,3", "leat.event-loops.read-buffer=1KB,readBuffer,1024",
			"leat.event-loops.max-pending-tasks=5,maxPendingTasks,5",
			"leat.event-loops.blocked-warning=3s,blockedWarning,PT3S",
			"leat.event-loops.thread-name-prefix=mill,threadNamePrefix,mill", "leat.acceptor.batch=7,acceptBatch,7",
			"leat.acceptor.max-connections=8,maxConnections,8",
			"leat.buffers.max-memory=3MB,maxBufferMemory,OptionalLong[3145728]" })
	void eachPropertyReachesTheEngine(String pair, String setting, String expected) {
		assertThat(map(pair)).extracting(setting).hasToString(expected);
	}

	private static EventLoopGroup.Builder map(String pair) {
		StandardEnvironment environment = new StandardEnvironment();
		TestPropertyValues.of(pair).applyTo(environment);
		return EventLoopGroupMapper.map(Binder.get(environment).bindOrCreate("leat", LeatProperties.class));
	}

}
