package dev.leat.reactor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Contract: the two halves of a split connection.
 */
class SplitContractTests extends ConnectionContract {

	private final SplittingHandler splitting = new SplittingHandler();

	/** Sends the first bytes, on which the connection is split. */
	private Peer split(String first) throws Exception {
		start(this.splitting);
		Peer peer = connect().send(first);
		world().until(this.splitting::isSplit);
		return peer;
	}

	private <T> T await(CompletableFuture<T> future) throws Exception {
		world().until(future::isDone);
		return future.get();
	}

	private String read(ReadHalf in, int count) throws Exception {
		ByteBuffer into = ByteBuffer.allocate(count);
		while (into.hasRemaining() && await(in.readAsync(into)) >= 0) {
			assertThat(into.position()).isPositive();
		}
		return new String(into.array(), 0, into.position(), StandardCharsets.UTF_8);
	}

	@Test
	@DisplayName("S4-2 V1 what was left comes first, then what follows; a read that waits holds up no write")
	void bothWays() throws Exception {
		Peer peer = split("left");
		Halves halves = this.splitting.halves();
		assertThat(read(halves.in(), 4)).isEqualTo("left");
		ByteBuffer into = ByteBuffer.allocate(10);
		CompletableFuture<Integer> waiting = halves.in().readAsync(into);
		assertThat(await(halves.out().writeAsync(Bytes.of("written")))).isEqualTo(7);
		assertThat(peer.readText(7)).isEqualTo("written");
		assertThat(waiting).isNotDone();
		peer.send("more");
		assertThat(await(waiting)).isEqualTo(4);
		close(halves);
	}

	private static void close(Halves halves) {
		halves.in().close();
		halves.out().close();
	}

	@Test
	@DisplayName("S4-6 V2 a write that waits for a peer that does not read holds up no read")
	void writeWaits() throws Exception {
		Peer peer = split("x");
		Halves halves = this.splitting.halves();
		CompletableFuture<Long> write = halves.out().writeAsync(ByteBuffer.allocate(Peer.MORE_THAN_FITS));
		peer.send("heard");
		assertThat(read(halves.in(), 6)).isEqualTo("xheard");
		assertThat(write).isNotDone();
		peer.read(Peer.MORE_THAN_FITS);
		assertThat(await(write)).isEqualTo(Peer.MORE_THAN_FITS);
		close(halves);
	}

	@Test
	@DisplayName("S4-11 V4 V3 closing the write half is a half-close, and both closed end the connection once")
	void writeHalfCloses() throws Exception {
		Peer peer = split("x");
		Halves halves = this.splitting.halves();
		halves.out().close();
		assertThat(peer.readAll()).isEmpty();
		peer.send("still").fin();
		assertThat(read(halves.in(), 100)).isEqualTo("xstill");
		halves.in().close();
		world().until(this.splitting.closed::isDone);
		assertThat(this.splitting.events).containsExactly("open", "close PEER_CLOSED");
	}

	@Test
	@DisplayName("S4-9 V6 rejoined halves are callbacks again, which get what was not read")
	void rejoin() throws Exception {
		Peer peer = split("abc");
		Halves halves = this.splitting.halves();
		assertThat(read(halves.in(), 1)).isEqualTo("a");
		elsewhere((connection) -> assertThat(Halves.rejoin(halves.in(), halves.out())).isSameAs(connection));
		peer.send("def").fin();
		world().until(this.splitting.closed::isDone);
		assertThat(this.splitting.text()).isEqualTo("bcdef");
		assertThat(this.splitting.events).containsExactly("open", "data", "input-end", "close PEER_CLOSED");
	}

	@Test
	@DisplayName("V5 S4-10 a peer's reset fails both halves, and the end is told once")
	void reset() throws Exception {
		Peer peer = split("x");
		Halves halves = this.splitting.halves();
		assertThat(read(halves.in(), 1)).isEqualTo("x");
		CompletableFuture<Integer> waiting = halves.in().readAsync(ByteBuffer.allocate(1));
		peer.reset();
		world().until(waiting::isDone);
		assertThat(waiting).isCompletedExceptionally();
		world().until(this.splitting.closed::isDone);
		elsewhere((connection) -> assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> halves.out().write(Bytes.of("late"))));
		assertThat(this.splitting.events).containsExactly("open", "close PEER_RESET");
	}

}
