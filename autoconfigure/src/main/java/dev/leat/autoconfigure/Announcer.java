package dev.leat.autoconfigure;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Tells the application what becomes of its servers. A listener that fails is no reason
 * not to drain or stop them: what it throws is logged and goes no further. Any thread.
 */
final class Announcer {

	private static final Logger LOG = LoggerFactory.getLogger(LeatServers.class);

	private final ApplicationEventPublisher events;

	Announcer(ApplicationEventPublisher events) {
		this.events = events;
	}

	void announce(ApplicationEvent event) {
		try {
			this.events.publishEvent(event);
		}
		catch (RuntimeException | Error ex) {
			LOG.error("A listener of {} failed", event, ex);
		}
	}

}
