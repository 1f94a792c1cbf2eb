package dev.leat.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ResultStoreTests {

	private static final Result RESULT = Results.of(Results.HERE, "echo", "leat", 2, 123.5);

	@TempDir
	Path folder;

	private ResultStore store;

	@BeforeEach
	void open() {
		this.store = ResultStore.in(this.folder.resolve("results"));
	}

	@Test
	void findsAgainWhatWasStored() {
		this.store.add(RESULT);
		assertThat(reopened().of("abc")).containsExactly(RESULT);
		assertThat(reopened().unreadable()).isZero();
	}

	@Test
	void readsWhatWasStoredWithoutVersions() throws IOException {
		Files.writeString(this.folder.resolve("results/old.jsonl"),
				Json.line(RESULT).replaceFirst(",\"versions\":\"[^\"]*\"", ""));
		assertThat(reopened().of("abc")).singleElement().satisfies((result) -> {
			assertThat(result.environment().versions()).isNull();
			assertThat(result.environment().sameCode(Results.HERE)).isTrue();
		});
	}

	@Test
	void aRoundThatIsStoredNeedNotBeRunAgain() {
		this.store.add(RESULT);
		assertThat(reopened().has(Results.HERE, "echo", "leat", 2)).isTrue();
		assertThat(reopened().has(Results.HERE, "echo", "leat", 3)).isFalse();
		assertThat(reopened().has(Results.HERE, "echo", "mina", 2)).isFalse();
		assertThat(reopened().has(Results.HERE, "close", "leat", 2)).isFalse();
	}

	@Test
	void anotherCommitIsMeasuredAnew() {
		this.store.add(RESULT);
		assertThat(reopened().has(Results.THERE, "echo", "leat", 2)).isFalse();
	}

	@Test
	void whatWasMeasuredInAnotherWayIsMeasuredAnew() {
		this.store.add(RESULT);
		Environment longer = new Environment("abc", "17.0.1", "Abacus, 2 cores", "Linux 6 amd64", "benchmarks/run -s 9",
				null);
		assertThat(reopened().has(longer, "echo", "leat", 2)).isFalse();
	}

	@Test
	void whatCouldNotBeRunIsTriedAgain() {
		this.store.add(new Result(Results.HERE, "tls", "leat", 1, false, "no TLS yet", Map.of()));
		assertThat(reopened().has(Results.HERE, "tls", "leat", 1)).isFalse();
	}

	@Test
	void aLineThatWasCutIsLeftOut() throws IOException {
		this.store.add(RESULT);
		Files.writeString(this.folder.resolve("results").resolve(Results.HERE.fileName()), "{\"environment\":{\"com",
				StandardOpenOption.APPEND);
		assertThat(reopened().of("abc")).containsExactly(RESULT);
		assertThat(reopened().unreadable()).isEqualTo(1);
	}

	@Test
	void aLineThatWasCutWithinACharacterIsLeftOut() throws IOException {
		this.store.add(RESULT);
		Path file = this.folder.resolve("results").resolve(Results.HERE.fileName());
		Files.write(file, new byte[] { '{', '"', (byte) 0xc3 }, StandardOpenOption.APPEND);
		assertThat(reopened().of("abc")).containsExactly(RESULT);
		assertThat(reopened().unreadable()).isEqualTo(1);
	}

	@Test
	void whatFollowsALineThatWasCutIsKept() throws IOException {
		this.store.add(RESULT);
		Path file = this.folder.resolve("results").resolve(Results.HERE.fileName());
		Files.writeString(file, "{\"environment\":{\"com", StandardOpenOption.APPEND);
		Result next = Results.of(Results.HERE, "echo", "leat", 3, 7);
		reopened().add(next);
		assertThat(reopened().of("abc")).containsExactly(RESULT, next);
		assertThat(reopened().unreadable()).isEqualTo(1);
	}

	@Test
	void aLineThatWasGluedToAnotherIsLeftOut() throws IOException {
		this.store.add(RESULT);
		Path file = this.folder.resolve("results").resolve(Results.HERE.fileName());
		Files.writeString(file, "{\"environment\":{\"com" + Json.line(RESULT) + "\n", StandardOpenOption.APPEND);
		assertThat(reopened().of("abc")).containsExactly(RESULT);
	}

	@Test
	void givesTheNewestCommitWhenNothingIsStoredOfTheOne() {
		this.store.add(RESULT);
		Result newer = Results.of(Results.THERE, "echo", "leat", 1, 1);
		this.store.add(newer);
		assertThat(this.store.of("unheard of")).containsExactly(newer);
		assertThat(this.store.of("abc")).containsExactly(RESULT);
	}

	@Test
	void eachCaseIsOfTheNewestCommitThatHasIt() {
		Result close = Results.of(Results.HERE, "close", "leat", 1, 7);
		Result newer = Results.of(Results.THERE, "echo", "leat", 1, 1);
		this.store.add(RESULT);
		this.store.add(close);
		this.store.add(newer);
		assertThat(this.store.of("def")).containsExactly(close, newer);
	}

	@Test
	void inMemoryLeavesNothingBehind() {
		ResultStore.inMemory().add(RESULT);
		assertThat(reopened().of("abc")).isEmpty();
	}

	private ResultStore reopened() {
		return ResultStore.in(this.folder.resolve("results"));
	}

}
