package dev.leat.test;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Prepares the context of a test. Customizers that are equal share a cached context.
 *
 * @param freePorts whether servers get free ports
 */
record LeatContextCustomizer(boolean freePorts) implements ContextCustomizer {

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
		if (context.getBeanFactory() instanceof DefaultListableBeanFactory beans) {
			beans.setAutowireCandidateResolver(new LocalLeatPortResolver());
		}
		if (this.freePorts) {
			context.getBeanFactory().registerSingleton("leatFreePorts", FreePorts.in(context.getEnvironment()));
		}
	}

}
