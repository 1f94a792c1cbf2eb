package dev.leat.autoconfigure.metrics;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import dev.leat.autoconfigure.EventLoopGroupCustomizer;
import dev.leat.autoconfigure.LeatEventLoopsAutoConfiguration;
import dev.leat.autoconfigure.LeatServers;
import dev.leat.autoconfigure.LeatServersAutoConfiguration;
import dev.leat.reactor.CloseReason;
import dev.leat.reactor.ConnectionHandler;
import dev.leat.reactor.EventLoopGroup;
import dev.leat.reactor.LagListener;
import dev.leat.reactor.LeatServer;
import dev.leat.reactor.TlsResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link LeatMetricsAutoConfiguration}.
 */
class LeatMetricsAutoConfigurationTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final ApplicationContextRunner bare = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LeatEventLoopsAutoConfiguration.class,
				LeatServersAutoConfiguration.class, LeatMetricsAutoConfiguration.class, MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class))
		.withUserConfiguration(Echo.class)
		.withPropertyValues("leat.server.address=127.0.0.1", "leat.server.port=0", "leat.event-loops.threads=1");

	private final ApplicationContextRunner runner = this.bare.withBean("registry", MeterRegistry.class,
			() -> this.registry);

	@Test
	void everyDocumentedMeterIsThereWithItsTagsUnitAndDescription() {
		this.runner.run((context) -> {
			for (LeatMeter documented : LeatMeter.values()) {
				Collection<Meter> series = this.registry.find(documented.meterName()).meters();
				assertThat(series).as(documented.meterName())
					.isNotEmpty()
					.allSatisfy((meter) -> assertMatches(documented, meter));
			}
		});
	}

	private static void assertMatches(LeatMeter documented, Meter meter) {
		assertThat(meter).isInstanceOf(switch (documented.kind()) {
			case GAUGE -> Gauge.class;
			case COUNTER -> FunctionCounter.class;
			case TIMER -> Timer.class;
			case FUNCTION_TIMER -> FunctionTimer.class;
		});
		assertThat(meter.getId().getTags()).extracting(Tag::getKey)
			.containsExactlyInAnyOrderElementsOf(documented.tags());
		assertThat(meter.getId().getBaseUnit()).isEqualTo(documented.unit().isEmpty() ? null : documented.unit());
		assertThat(meter.getId().getDescription()).isEqualTo(documented.description());
	}

	@Test
	void thereIsNoMeterThatIsNotDocumented() {
		Set<String> documented = List.of(LeatMeter.values())
			.stream()
			.map(LeatMeter::meterName)
			.collect(Collectors.toSet());
		this.runner
			.run((context) -> assertThat(this.registry.getMeters()).extracting((meter) -> meter.getId().getName())
				.filteredOn((name) -> name.startsWith("leat."))
				.isSubsetOf(documented));
	}

	@Test
	void eachReasonIsASeriesFromTheStart() {
		this.runner.run((context) -> {
			assertThat(this.registry.find("leat.server.connections.closed").functionCounters())
				.hasSize(CloseReason.values().length)
				.allSatisfy((counter) -> assertThat(counter.count()).isZero());
			assertThat(
					this.registry.get("leat.server.connections.closed").tag("reason", "peer-closed").functionCounter())
				.isNotNull();
		});
	}

	@Test
	void eachResultOfAHandshakeIsASeriesFromTheStart() {
		this.runner.run((context) -> {
			assertThat(this.registry.find("leat.server.tls.handshakes").functionTimers())
				.hasSize(TlsResult.values().length + 1)
				.allSatisfy((timer) -> assertThat(timer.count()).isZero());
			assertThat(this.registry.get("leat.server.tls.handshakes")
				.tag("result", "no_client_certificate")
				.tag("protocol", "none")
				.functionTimer()).isNotNull();
			assertThat(this.registry.find("leat.server.tls.reloads").functionCounters()).hasSize(2);
		});
	}

	@Test
	void theMetersSayWhatTheServerDoes() {
		this.runner.run((context) -> {
			LeatServer server = context.getBean(LeatServers.class).get("echo");
			assertThat(gauge("leat.server.accepting")).isEqualTo(1);
			try (Socket client = new Socket(server.localAddress().getAddress(), server.localAddress().getPort())) {
				client.getOutputStream().write(new byte[1000]);
				client.getInputStream().readNBytes(1000);
				assertThat(gauge("leat.server.connections")).isEqualTo(1);
				assertThat(count("leat.server.connections.accepted")).isEqualTo(1);
				assertThat(count("leat.server.data.read")).isEqualTo(1000);
			}
			await().atMost(Duration.ofSeconds(10))
				.until(() -> this.registry.get("leat.server.connection.duration").timer().count() == 1);
			assertThat(count("leat.server.data.written")).isEqualTo(1000);
			assertThat(gauge("leat.server.connections")).isZero();
			assertThat(count("leat.eventloop.iterations")).isPositive();
			assertThat(count("leat.eventloop.time")).isPositive();
		});
	}

	@Test
	void theLoopsAreProbedForTheirLag() {
		this.runner.run((context) -> await().atMost(Duration.ofSeconds(10))
			.until(() -> this.registry.get("leat.eventloop.lag").tag("loop", "loop-0").timer().count() > 0));
	}

	@Test
	void aCustomizerCanTakeTheProbeOut() {
		this.runner.withUserConfiguration(NoProbe.class).run((context) -> {
			assertThat(context.getBeanProvider(EventLoopGroupCustomizer.class).orderedStream()).last()
				.isSameAs(context.getBean("noProbe"));
			assertThat(this.registry.find("leat.eventloop.lag").timers()).isEmpty();
		});
	}

	@Test
	void loopsOfTheApplicationThatDoNotProbeHaveNoLag() {
		this.runner.withBean(EventLoopGroup.class, () -> EventLoopGroup.builder().threads(1).build()).run((context) -> {
			assertThat(this.registry.find("leat.eventloop.connections").gauges()).hasSize(2);
			assertThat(this.registry.find("leat.eventloop.lag").timers()).isEmpty();
		});
	}

	@Test
	void loopsOfTheApplicationThatAreBuiltWithTheListenerAreProbed() {
		this.runner.withUserConfiguration(OwnLoops.class)
			.run((context) -> await().atMost(Duration.ofSeconds(10))
				.until(() -> this.registry.get("leat.eventloop.lag").tag("loop", "loop-0").timer().count() > 0));
	}

	@Test
	void theMetersLeaveWithTheContext() {
		this.runner.run((context) -> {
			assertThat(this.registry.find("leat.server.connections").gauge()).isNotNull();
			context.close();
		});
		assertThat(this.registry.getMeters()).extracting((meter) -> meter.getId().getName())
			.noneMatch((name) -> name.startsWith("leat."));
	}

	@Test
	void theGlobalRegistryIsLeftAlone() {
		this.runner.withPropertyValues("management.metrics.use-global-registry=false")
			.run((context) -> assertThat(Metrics.globalRegistry.find("leat.server.connections").gauge()).isNull());
	}

	@Test
	void serversThatAreBeansAreMeteredToo() {
		this.runner.withUserConfiguration(OwnServer.class)
			.run((context) -> assertThat(
					this.registry.get("leat.server.accepting").tag("server", "mine").gauge().value())
				.isEqualTo(1));
	}

	@Test
	void connectionsOfServersThatAreBeansAreTimedOnce() {
		this.runner.withUserConfiguration(OwnServer.class).run((context) -> {
			for (String name : List.of("mine", "echo")) {
				InetSocketAddress address = Objects
					.requireNonNull(context.getBean(LeatServers.class).get(name).localAddress());
				new Socket(address.getAddress(), address.getPort()).close();
				await().atMost(Duration.ofSeconds(10))
					.until(() -> this.registry.get("leat.server.connection.duration")
						.tag("server", name)
						.timer()
						.count() == 1);
			}
		});
	}

	@Test
	void connectionsAreTimedInEachOfSeveralRegistries() {
		SimpleMeterRegistry other = new SimpleMeterRegistry();
		this.runner.withBean("other", MeterRegistry.class, () -> other, (definition) -> definition.setPrimary(true))
			.run((context) -> {
				InetSocketAddress address = context.getBean(LeatServers.class).get("echo").localAddress();
				new Socket(address.getAddress(), address.getPort()).close();
				for (MeterRegistry each : List.of(this.registry, other)) {
					await().atMost(Duration.ofSeconds(10))
						.until(() -> each.get("leat.server.connection.duration").timer().count() == 1);
				}
			});
	}

	@Test
	void loopsAreMeteredOnceAlsoWithSeveralServers() {
		this.runner.withUserConfiguration(OwnServer.class)
			.run((context) -> assertThat(this.registry.find("leat.eventloop.connections").gauges()).hasSize(2));
	}

	/** As {@code spring.main.lazy-initialization=true} does. */
	@Test
	void aHandlerMayNeedTheRegistryAlsoWhereBeansAreLazy() {
		this.runner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withUserConfiguration(Counting.class)
			.run((context) -> {
				LeatServer server = context.getBean(LeatServers.class).get("counting");
				assertThat(this.registry.get("leat.server.accepting").tag("server", "counting").gauge().value())
					.isEqualTo(1);
				try (Socket client = new Socket(server.localAddress().getAddress(), server.localAddress().getPort())) {
					client.getOutputStream().write(new byte[10]);
					client.getInputStream().readNBytes(10);
				}
				assertThat(this.registry.get("echoed").counter().count()).isEqualTo(10);
			});
	}

	@Test
	void withoutARegistryThereAreNoMeters() {
		this.bare.withClassLoader(new FilteredClassLoader(MeterRegistry.class))
			.run((context) -> assertThat(context).hasSingleBean(LeatServers.class)
				.doesNotHaveBean("leatMeterBinder")
				.doesNotHaveBean("leatLagProbe"));
	}

	@Test
	void withoutARegistryBeanNothingProbes() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(LeatEventLoopsAutoConfiguration.class, LeatMetricsAutoConfiguration.class))
			.run((context) -> assertThat(context).hasSingleBean(EventLoopGroup.class).doesNotHaveBean(Durations.class));
	}

	private double gauge(String name) {
		return this.registry.get(name).gauge().value();
	}

	/** The sum of all series. */
	private double count(String name) {
		return this.registry.get(name).functionCounters().stream().mapToDouble(FunctionCounter::count).sum();
	}

	@Configuration(proxyBeanMethods = false)
	static class Echo {

		@Bean
		ConnectionHandler echo() {
			return (connection, data) -> connection.write(data);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Counting {

		@Bean
		ConnectionHandler counting(MeterRegistry registry) {
			Counter echoed = registry.counter("echoed");
			return (connection, data) -> {
				echoed.increment(data.remaining());
				connection.write(data);
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnServer {

		@Bean
		LeatServer ownServer(EventLoopGroup loops) {
			return LeatServer.builder("mine")
				.loops(loops)
				.handler((connection, data) -> connection.write(data))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnLoops {

		@Bean
		EventLoopGroup loops(LagListener lag) {
			return EventLoopGroup.builder().threads(1).lagListener(lag).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NoProbe {

		@Bean
		EventLoopGroupCustomizer noProbe() {
			return (loops) -> loops.lagListener(null);
		}

	}

}
