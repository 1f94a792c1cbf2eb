/**
 * What the page shows of one second: figures of servers, of loops and of the memory for buffers, made of two scrapes.
 */
export function figures(before, now) {
	const seconds = (now.time - before.time) / 1000;
	const rate = (name, labels) => Math.max(0, now.sum(name, labels) - before.sum(name, labels)) / seconds;
	return {
		time: now.time,
		servers: now.labels("leat_server_connections", "server").map((server) => ofServer(server, now, rate)),
		loops: now.labels("leat_eventloop_connections", "loop").map((loop) => ofLoop(loop, now, rate)),
		memory: ofMemory(now),
		ends: [...ends(now, "leat_server_connections_closed_total", ""),
			...ends(now, "leat_server_connections_rejected_total", "refused: ")],
	};
}

function ofServer(server, now, rate) {
	return {
		name: server,
		connections: now.sum("leat_server_connections", { server }),
		limit: now.sum("leat_server_connections_max", { server }),
		received: rate("leat_server_data_read_bytes_total", { server }),
		sent: rate("leat_server_data_written_bytes_total", { server }),
		waiting: now.sum("leat_server_write_pending_bytes", { server }),
		handshakes: rate("leat_server_tls_handshakes_seconds_count", { server }),
		...state(server, now),
	};
}

function state(server, now) {
	if (now.sum("leat_server_draining", { server }) > 0) {
		return { good: false, state: "draining" };
	}
	if (now.sum("leat_server_accepting", { server }) > 0) {
		return { good: true, state: "accepting" };
	}
	const paused = now.samples("leat_server_accept_paused", { server }).find((sample) => sample.value > 0);
	return { good: false, state: paused ? `not accepting: ${paused.labels.reason}` : "not accepting" };
}

function ofLoop(loop, now, rate) {
	const probes = rate("leat_eventloop_lag_seconds_count", { loop });
	return {
		name: loop,
		utilization: now.sum("leat_eventloop_utilization", { loop }),
		lag: (probes > 0) ? rate("leat_eventloop_lag_seconds_sum", { loop }) / probes : null,
	};
}

function ofMemory(now) {
	return ["used", "pooled"].map((name) => ({
		name,
		bytes: now.sum(`leat_buffer_memory_${name}_bytes`, { type: "direct" }),
		limit: now.sum("leat_buffer_memory_limit_bytes", { type: "direct" }),
	}));
}

function ends(now, meter, prefix) {
	return now.samples(meter)
		.filter((sample) => sample.value > 0)
		.map((sample) => ({ server: sample.labels.server, reason: prefix + sample.labels.reason, count: sample.value }));
}
