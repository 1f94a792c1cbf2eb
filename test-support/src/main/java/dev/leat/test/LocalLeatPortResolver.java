package dev.leat.test;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.StreamSupport;

import dev.leat.autoconfigure.LeatServers;
import dev.leat.reactor.LeatServer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.context.annotation.ContextAnnotationAutowireCandidateResolver;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.Assert;

/**
 * Knows what to inject where {@link LocalLeatPort} stands.
 */
final class LocalLeatPortResolver extends ContextAnnotationAutowireCandidateResolver {

	@Override
	public @Nullable Object getSuggestedValue(DependencyDescriptor descriptor) {
		MergedAnnotation<LocalLeatPort> wanted = MergedAnnotations.from(descriptor.getAnnotations())
			.get(LocalLeatPort.class);
		return wanted.isPresent() ? port(wanted.getString("value")) : super.getSuggestedValue(descriptor);
	}

	private int port(String name) {
		BeanFactory beans = getBeanFactory();
		Assert.state(beans != null, "There is no bean factory");
		LeatServers servers = beans.getBean(LeatServers.class);
		LeatServer server = name.isEmpty() ? single(servers) : servers.get(name);
		InetSocketAddress address = server.localAddress();
		Assert.state(address != null, () -> "Server '" + server.name() + "' does not listen");
		return address.getPort();
	}

	private static LeatServer single(LeatServers servers) {
		List<LeatServer> all = StreamSupport.stream(servers.spliterator(), false).toList();
		Assert.state(all.size() == 1, () -> "@LocalLeatPort needs the name of a server, there are "
				+ all.stream().map(LeatServer::name).toList());
		return all.get(0);
	}

}
