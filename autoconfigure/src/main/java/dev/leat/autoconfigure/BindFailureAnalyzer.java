package dev.leat.autoconfigure;

import dev.leat.reactor.BindFailure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says why a server cannot listen and what to change: a property, or the code of a server
 * that the application builds itself.
 */
class BindFailureAnalyzer extends AbstractFailureAnalyzer<BindFailure> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, BindFailure cause) {
		OpenFailure failure = findCause(rootFailure, OpenFailure.class);
		boolean code = failure == null || failure.isOfCode();
		return new FailureAnalysis(describe(cause), advise(cause, code), cause);
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

	private static String advise(BindFailure failure, boolean code) {
		String address = place(failure, "address", code);
		String port = place(failure, "port", code);
		return switch (failure.kind()) {
			case IN_USE ->
				"Stop the process that listens there, or set " + port + " to another port (0 for any free one).";
			case NOT_PERMITTED ->
				"Set " + port + " to a port of 1024 or above, or give the process the right to open lower ones.";
			case NOT_LOCAL -> "Set " + address + " to an address of this machine, or leave it out to listen on all.";
			case OTHER -> "Check " + address + " and " + port + ".";
		};
	}

	private static String place(BindFailure failure, String setting, boolean code) {
		return code ? ServerName.inCode(failure.server(), setting) : ServerName.properties(failure.server(), setting);
	}

}
