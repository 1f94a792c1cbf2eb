package dev.leat.autoconfigure.endpoint;

import java.util.List;

import dev.leat.reactor.BufferStats;
import dev.leat.reactor.EventLoopGroup;
import dev.leat.reactor.LeatServer;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * All servers, loops and buffers at a glance.
 *
 * @param servers in the order of their beans
 * @param loops those that carry connections, then the one that accepts
 * @param stalls the last times that something held a loop, the newest first
 * @param buffers one entry for each group of loops, which is one as a rule
 */
record Overview(List<ServerView> servers, List<LoopView> loops, List<StallView> stalls,
		List<BuffersView> buffers) implements OperationResponseBody {

	static Overview of(List<LeatServer> servers, List<EventLoopGroup> groups, boolean addresses) {
		return new Overview(servers.stream().map(ServerView::of).toList(),
				groups.stream().flatMap((group) -> group.loopStats().stream()).map(LoopView::of).toList(),
				groups.stream()
					.flatMap((group) -> group.stalls().stream())
					.map((stall) -> StallView.of(stall, addresses))
					.toList(),
				groups.stream().map(EventLoopGroup::bufferStats).map(BuffersView::of).toList());
	}

	/**
	 * The direct memory of connections.
	 *
	 * @param usedBytes lent to connections now
	 * @param pooledBytes kept for reuse now
	 * @param limitBytes the budget
	 * @param acquiredPooled requests that a kept buffer served
	 * @param acquiredAllocated requests that a new buffer served
	 * @param refused requests that nothing served
	 */
	record BuffersView(long usedBytes, long pooledBytes, long limitBytes, long acquiredPooled, long acquiredAllocated,
			long refused) {

		static BuffersView of(BufferStats stats) {
			return new BuffersView(stats.used(), stats.pooled(), stats.limit(), stats.acquiredPooled(),
					stats.acquiredAllocated(), stats.refused());
		}

	}

}
