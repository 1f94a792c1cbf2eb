package dev.leat.autoconfigure;

import dev.leat.reactor.EventLoopGroup;
import dev.leat.reactor.LoopStats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeatEventLoopsAutoConfiguration}.
 */
class LeatEventLoopsAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LeatEventLoopsAutoConfiguration.class));

	@Test
	void byDefaultThereIsALoopPerProcessorAndTheAcceptor() {
		int processors = Runtime.getRuntime().availableProcessors();
		this.runner
			.run((context) -> assertThat(context.getBean(EventLoopGroup.class).loopStats()).hasSize(processors + 1)
				.last()
				.extracting(LoopStats::name)
				.isEqualTo("acceptor"));
	}

	@Test
	void withoutServersThereAreNoThreads() {
		this.runner.withPropertyValues("leat.event-loops.thread-name-prefix=idle")
			.run((context) -> assertThat(Threads.named("idle-")).isEmpty());
	}

	@Test
	void theNumberOfLoopsCanBeSet() {
		this.runner.withPropertyValues("leat.event-loops.threads=0")
			.run((context) -> assertThat(context.getBean(EventLoopGroup.class).loopStats()).hasSize(1));
	}

	@Test
	void theBufferMemoryCanBeSet() {
		this.runner.withPropertyValues("leat.buffers.max-memory=3MB")
			.run((context) -> assertThat(context.getBean(EventLoopGroup.class).bufferStats().limit())
				.isEqualTo(3 * 1024 * 1024));
	}

	@Test
	void theApplicationsOwnGroupWins() {
		this.runner.withUserConfiguration(OwnGroup.class).run((context) -> {
			assertThat(context).hasSingleBean(EventLoopGroup.class).hasBean("own");
			assertThat(context.getBean(EventLoopGroup.class).loopStats()).hasSize(4);
		});
	}

	@Test
	void customizersRunAfterThePropertiesInTheirOrder() {
		this.runner.withUserConfiguration(Customizers.class)
			.withPropertyValues("leat.event-loops.threads=7")
			.run((context) -> assertThat(context.getBean(EventLoopGroup.class).loopStats()).hasSize(6));
	}

	@ParameterizedTest
	@CsvSource({ "leat.event-loops.threads=-1,threads is -1", "leat.event-loops.read-buffer=0,read-buffer is 0",
			"leat.event-loops.read-buffer=4GB,read-buffer is 4294967296B",
			"leat.event-loops.blocked-warning=-1s,blocked-warning is PT-1S",
			"leat.event-loops.max-pending-tasks=0,max-pending-tasks is 0", "leat.acceptor.batch=0,batch is 0",
			"leat.buffers.max-memory=0,max-memory is 0" })
	void aValueOutOfRangeIsToldByItsProperty(String pair, String found) {
		this.runner.withPropertyValues(pair).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(SetupFailure.class, (failure) -> {
					assertThat(failure).hasMessageStartingWith("The event loops cannot be built: " + found);
					assertThat(failure.action()).isEqualTo("Change " + pair.split("=")[0] + ".");
				});
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnGroup {

		@Bean
		EventLoopGroup own() {
			return EventLoopGroup.builder().threads(3).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		@Bean
		@Order(2)
		EventLoopGroupCustomizer last() {
			return (loops) -> loops.threads(5);
		}

		@Bean
		@Order(1)
		EventLoopGroupCustomizer first() {
			return (loops) -> loops.threads(4);
		}

	}

}
