package dev.leat.sample.gateway;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/**
 * Stores readings, the newest of them: the database lives in memory. Its methods block.
 */
@Repository
class Readings {

	private final JdbcClient jdbc;

	private final int kept;

	Readings(JdbcClient jdbc, GatewayProperties properties) {
		this.jdbc = jdbc;
		this.kept = properties.keptReadings();
	}

	void save(String device, Reading reading) {
		this.jdbc.sql("insert into reading (device, metric, measured, received_at) values (?, ?, ?, ?)")
			.params(device, reading.metric(), reading.value(), Instant.now().atOffset(ZoneOffset.UTC))
			.update();
	}

	/** The newest readings of a device, the newest first. */
	List<StoredReading> newest(String device, int count) {
		return this.jdbc
			.sql("select metric, measured, received_at from reading where device = ? order by id desc limit ?")
			.params(device, count)
			.query(DataClassRowMapper.newInstance(StoredReading.class))
			.list();
	}

	@Scheduled(fixedDelay = 10_000)
	void forgetOldest() {
		this.jdbc.sql("delete from reading where id <= (select max(id) from reading) - ?").param(this.kept).update();
	}

}
