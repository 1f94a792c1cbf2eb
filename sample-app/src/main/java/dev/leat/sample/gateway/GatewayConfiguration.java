package dev.leat.sample.gateway;

import dev.leat.reactor.HandlerFactory;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * The server {@code gateway}. A device is entered once its certificate was found to be
 * good; its frames are handled one after the other, on threads that may wait for the
 * database, and answered when they are stored.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewayProperties.class)
@EnableScheduling
class GatewayConfiguration {

	@Bean
	HandlerFactory gateway(Devices devices, Readings readings, AsyncTaskExecutor applicationTaskExecutor) {
		HandlerFactory frames = Message.FRAMING.blocking(applicationTaskExecutor, (connection, frame) -> {
			readings.save(devices.name(connection), Reading.parse(Message.text(frame)));
			return Message.frame("stored");
		});
		return (connection) -> {
			devices.enter(connection);
			return frames.create(connection);
		};
	}

}
