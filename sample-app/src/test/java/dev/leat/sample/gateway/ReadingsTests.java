package dev.leat.sample.gateway;

import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Readings}.
 */
class ReadingsTests {

	private static final int KEPT = 10;

	private final EmbeddedDatabase database = new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2)
		.generateUniqueName(true)
		.addScript("schema.sql")
		.build();

	private final Readings readings = new Readings(JdbcClient.create(this.database), new GatewayProperties(KEPT));

	@AfterEach
	void shutdown() {
		this.database.shutdown();
	}

	@Test
	void newestComeFirst() {
		save("a", 1, 2, 3);
		save("b", 4);
		assertThat(this.readings.newest("a", 2)).extracting(StoredReading::measured).containsExactly(3.0, 2.0);
	}

	@Test
	void onlyTheNewestOfAllAreKept() {
		save("a", IntStream.rangeClosed(1, KEPT).toArray());
		this.readings.forgetOldest();
		assertThat(this.readings.newest("a", 99)).hasSize(KEPT);
		save("b", 1, 2, 3);
		this.readings.forgetOldest();
		assertThat(this.readings.newest("a", 99)).hasSize(KEPT - 3)
			.last()
			.extracting(StoredReading::measured)
			.isEqualTo(4.0);
		assertThat(this.readings.newest("b", 99)).hasSize(3);
	}

	@Test
	void nothingIsForgottenOfNothing() {
		this.readings.forgetOldest();
		assertThat(this.readings.newest("a", 1)).isEmpty();
	}

	private void save(String device, int... values) {
		for (int value : values) {
			this.readings.save(device, new Reading("n", value));
		}
	}

}
