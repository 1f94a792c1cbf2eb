package dev.leat.reactor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.leat.reactor.ProxyConfig.Mode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * The settings for proxies in front.
 */
class ProxyConfigTests {

	private static final List<String> TRUSTED = List.of("10.0.0.0/8");

	private static Arguments range(String message, UnaryOperator<ProxyConfig> setting) {
		return arguments(message, setting);
	}

	@Test
	@DisplayName("the defaults are those of the documentation")
	void defaults() {
		assertThat(ProxyConfig.of(Mode.OPTIONAL, TRUSTED))
			.isEqualTo(new ProxyConfig(Mode.OPTIONAL, TRUSTED, Duration.ofSeconds(5), 2048));
		assertThat(ServerConfig.builder().build().proxyProtocol()).as("off").isNull();
	}

	@Test
	@DisplayName("FP1 without a trusted proxy there are no settings")
	void nobodyTrusted() {
		assertThatIllegalArgumentException().isThrownBy(() -> ProxyConfig.of(Mode.REQUIRED, List.of()))
			.withMessage("proxy-protocol.trusted-proxies is empty, it must say whose headers are believed");
	}

	static Stream<Arguments> ranges() {
		return Stream.of(
				range("proxy-protocol.header-timeout is PT0S, it must be above zero",
						(config) -> config.headerTimeout(Duration.ZERO)),
				range("proxy-protocol.max-header-size is 106, it must be 107 to 65551",
						(config) -> config.maxHeaderSize(106)),
				range("proxy-protocol.max-header-size is 65552, it must be 107 to 65551",
						(config) -> config.maxHeaderSize(65_552)),
				range("proxy-protocol.trusted-proxies has 'lb', it must be a range of addresses like 10.0.0.0/8 or 2001:db8::/32",
						(config) -> ProxyConfig.of(config.mode(), List.of("lb"))));
	}

	@ParameterizedTest(name = "{0}")
	@DisplayName("a value out of range is refused, with the property, what it is and what it may be")
	@MethodSource
	void ranges(String message, UnaryOperator<ProxyConfig> setting) {
		ProxyConfig config = ProxyConfig.of(Mode.REQUIRED, TRUSTED);
		assertThatIllegalArgumentException().isThrownBy(() -> setting.apply(config)).withMessage(message);
	}

	@Test
	@DisplayName("settings that were made do not change")
	void immutable() {
		List<String> trusted = new ArrayList<>(TRUSTED);
		ProxyConfig config = ProxyConfig.of(Mode.REQUIRED, trusted);
		trusted.clear();
		assertThat(config.maxHeaderSize(200).headerTimeout(Duration.ofSeconds(9)).trustedProxies()).isEqualTo(TRUSTED);
		assertThat(config.maxHeaderSize()).isEqualTo(2048);
	}

}
