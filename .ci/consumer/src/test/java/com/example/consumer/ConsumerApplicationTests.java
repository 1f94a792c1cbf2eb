package com.example.consumer;

import java.net.Socket;

import dev.leat.test.LocalLeatPort;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest
class ConsumerApplicationTests {

	@LocalLeatPort
	private int port;

	@Test
	void aTestGetsAFreePort() {
		assertThat(this.port).isPositive().isNotEqualTo(7007);
	}

	@Test
	@DisplayName("S3-21 the handler is an interface, and a bean of it is a server")
	void theHandlerBeanIsAServer() throws Exception {
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream().write("hello".getBytes(US_ASCII));
			assertThat(socket.getInputStream().readNBytes(5)).asString(US_ASCII).isEqualTo("hello");
		}
	}

}
