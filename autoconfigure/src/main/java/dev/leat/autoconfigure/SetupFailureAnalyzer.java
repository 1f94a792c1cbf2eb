package dev.leat.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Shows a {@link SetupFailure} without its stack.
 */
class SetupFailureAnalyzer extends AbstractFailureAnalyzer<SetupFailure> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, SetupFailure cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
	}

}
