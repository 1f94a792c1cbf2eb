package dev.leat.benchmarks.peer;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.springframework.context.support.GenericApplicationContext;
import org.springframework.integration.IntegrationMessageHeaderAccessor;
import org.springframework.integration.context.IntegrationContextUtils;
import org.springframework.integration.ip.IpHeaders;
import org.springframework.integration.ip.tcp.connection.TcpConnection;
import org.springframework.integration.ip.tcp.connection.TcpConnectionServerListeningEvent;
import org.springframework.integration.ip.tcp.connection.TcpListener;
import org.springframework.integration.ip.tcp.connection.TcpMessageMapper;
import org.springframework.integration.ip.tcp.connection.TcpNioServerConnectionFactory;
import org.springframework.integration.ip.tcp.connection.TcpSender;
import org.springframework.integration.ip.tcp.serializer.AbstractByteArraySerializer;
import org.springframework.integration.ip.tcp.serializer.ByteArrayLengthHeaderSerializer;
import org.springframework.messaging.Message;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Spring Integration's TCP server on NIO, as it comes: a message for each read or frame,
 * which is sent back to its connection. One thread selects; others read and call, as is
 * its way, several for one connection: so the messages are numbered and put in order
 * again.
 */
final class SpringIntegrationPeer implements TcpListener, TcpSender {

	private final Map<String, InOrder> connections = new ConcurrentHashMap<>();

	private SpringIntegrationPeer() {
	}

	static Peer start(Workload workload) throws Exception {
		if (workload == Workload.TLS) {
			throw CannotRunException.unknown("spring-integration", workload);
		}
		CompletableFuture<Integer> port = new CompletableFuture<>();
		GenericApplicationContext context = new GenericApplicationContext();
		context.registerBean(IntegrationContextUtils.TASK_SCHEDULER_BEAN_NAME, ThreadPoolTaskScheduler.class);
		context.registerBean(TcpNioServerConnectionFactory.class, () -> factory(workload));
		context.addApplicationListener((TcpConnectionServerListeningEvent event) -> port.complete(event.getPort()));
		context.refresh();
		context.getBean(TcpNioServerConnectionFactory.class).start();
		return new RunningPeer(port.get(10, TimeUnit.SECONDS), () -> {
			context.getBean(TcpNioServerConnectionFactory.class).stop();
			context.close();
		});
	}

	private static TcpNioServerConnectionFactory factory(Workload workload) {
		TcpNioServerConnectionFactory factory = new TcpNioServerConnectionFactory(0);
		factory.setLocalAddress("127.0.0.1");
		factory.setSoTcpNoDelay(true);
		factory.setBacklog(1024);
		AbstractByteArraySerializer serializer = serializer(workload);
		factory.setSerializer(serializer);
		factory.setDeserializer(serializer);
		TcpMessageMapper mapper = new TcpMessageMapper();
		mapper.setApplySequence(true);
		factory.setMapper(mapper);
		SpringIntegrationPeer peer = new SpringIntegrationPeer();
		factory.registerListener(peer);
		factory.registerSender(peer);
		return factory;
	}

	private static AbstractByteArraySerializer serializer(Workload workload) {
		AbstractByteArraySerializer serializer = (workload == Workload.FRAMED)
				? new ByteArrayLengthHeaderSerializer(Workload.LENGTH) : new WhatIsThereSerializer();
		serializer.setMaxMessageSize(Workload.MAX_PAYLOAD);
		return serializer;
	}

	@Override
	public void onMessage(Message<?> message) {
		InOrder connection = this.connections.get(message.getHeaders().get(IpHeaders.CONNECTION_ID));
		if (connection != null) {
			connection.send(message);
		}
	}

	@Override
	public void addNewConnection(TcpConnection connection) {
		this.connections.put(connection.getConnectionId(), new InOrder(connection));
	}

	@Override
	public void removeDeadConnection(TcpConnection connection) {
		this.connections.remove(connection.getConnectionId());
	}

	/** Sends the messages of a connection in the order of their numbers. */
	private static final class InOrder {

		private final TcpConnection connection;

		private final Map<Long, Message<?>> early = new HashMap<>();

		private long next = 1;

		InOrder(TcpConnection connection) {
			this.connection = connection;
		}

		synchronized void send(Message<?> message) {
			Long number = message.getHeaders().get(IntegrationMessageHeaderAccessor.SEQUENCE_NUMBER, Long.class);
			this.early.put(Objects.requireNonNull(number), message);
			Message<?> due = this.early.remove(this.next);
			while (due != null) {
				this.connection.send(due);
				this.next++;
				due = this.early.remove(this.next);
			}
		}

	}

}
