package dev.leat.sample.gateway;

import java.time.Instant;

/**
 * A reading in the database.
 *
 * @param metric what was measured
 * @param measured what came out
 * @param receivedAt when it came here
 */
record StoredReading(String metric, double measured, Instant receivedAt) {

}
