package dev.leat.reactor;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contract: every byte comes back.
 */
class EchoContractTests extends ConnectionContract {

	private static final int MIB = 1024 * 1024;

	@ParameterizedTest
	@ValueSource(ints = { 1, 100, 16 * 1024, 16 * 1024 + 1, 256 * 1024 + 1, MIB, 16 * MIB })
	@DisplayName("R1 X3 S3-14 a message of any size comes back whole")
	void sizes(int size) throws Exception {
		byte[] message = Bytes.random(size);
		start(Servers.ECHO);
		Peer peer = connect().send(message).fin();
		assertThat(Arrays.equals(peer.readAll(), message)).isTrue();
	}

	@Test
	@DisplayName("S3-B7 a conversation of many small questions is answered one by one")
	void conversation() throws Exception {
		start(Servers.ECHO);
		Peer peer = connect();
		for (int i = 0; i < 200; i++) {
			assertThat(peer.echo("question " + i)).isEqualTo("question " + i);
		}
	}

	@Test
	@DisplayName("X6 many small messages in a row come back in order")
	void pipelined() throws Exception {
		start(Servers.ECHO);
		Peer peer = connect();
		IntStream.range(0, 1000).forEach((number) -> peer.send(number + ","));
		assertThat(peer.fin().readAllText())
			.isEqualTo(IntStream.range(0, 1000).mapToObj((number) -> number + ",").collect(Collectors.joining()));
	}

	@Test
	@DisplayName("A4 connections do not get each other's bytes")
	void apart() throws Exception {
		start(Servers.ECHO);
		Peer first = connect();
		Peer second = connect();
		Peer third = connect();
		first.send("one");
		second.send("two");
		third.send("three");
		assertThat(third.readText(5)).isEqualTo("three");
		assertThat(first.readText(3)).isEqualTo("one");
		assertThat(second.readText(3)).isEqualTo("two");
	}

}
