package dev.leat.autoconfigure;

import dev.leat.reactor.BindFailure;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Says why a server cannot listen and what to change: a property, or the code of a server
 * that the application builds itself.
 */
class BindFailureAnalyzer extends AbstractFailureAnalyzer<BindFailure> {

	private final ServerOrigin origin;

	BindFailureAnalyzer(BeanFactory beans, Environment environment) {
		this.origin = new ServerOrigin(new ServerSettings(environment),
				new HandlerBeans((ConfigurableListableBeanFactory) beans));
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, BindFailure cause) {
		return new FailureAnalysis(describe(cause), advise(cause), cause);
	}

	private static String describe(BindFailure failure) {
		String host = failure.address().getAddress().getHostAddress();
		int port = failure.address().getPort();
		String found = switch (failure.kind()) {
			case IN_USE -> "port " + port + " is already in use on " + host;
			case NOT_PERMITTED -> "this process may not open port " + port;
			case NOT_LOCAL -> "the address " + host + " does not belong to this machine";
			case OTHER -> "listening on " + host + " port " + port + " failed: " + reason(failure);
		};
		return "Server '" + failure.server() + "' could not start: " + found + ".";
	}

	private static String reason(BindFailure failure) {
		return String.valueOf((failure.getCause() != null) ? failure.getCause().getMessage() : failure.getMessage());
	}

	private String advise(BindFailure failure) {
		return switch (failure.kind()) {
			case IN_USE -> "Stop the process that listens there, or set " + property(failure, "port")
					+ " to another port (0 for any free one).";
			case NOT_PERMITTED -> "Set " + property(failure, "port")
					+ " to a port of 1024 or above, or give the process the right to open lower ones.";
			case NOT_LOCAL -> "Set " + property(failure, "address")
					+ " to an address of this machine, or leave it out to listen on all.";
			case OTHER -> "Check " + property(failure, "address") + " and " + property(failure, "port") + ".";
		};
	}

	private String property(BindFailure failure, String property) {
		String server = failure.server();
		return this.origin.isCode(server) ? ServerName.inCode(server, property)
				: ServerName.properties(server, property);
	}

}
