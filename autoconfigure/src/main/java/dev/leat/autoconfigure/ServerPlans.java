package dev.leat.autoconfigure;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which servers there are: one for each handler bean, and one for each name in
 * the properties that names a handler bean, unless it is the name of another server.
 */
final class ServerPlans {

	private final ServerSettings settings;

	private final HandlerBeans handlers;

	private final OtherServers others;

	private final SetProperties set;

	private final Map<String, ServerPlan> plans = new LinkedHashMap<>();

	ServerPlans(ServerSettings settings, HandlerBeans handlers, OtherServers others, SetProperties set) {
		this.settings = settings;
		this.handlers = handlers;
		this.others = others;
		this.set = set;
	}

	/**
	 * The servers to open.
	 * @throws SetupFailure if two are alike in name, or one has no handler or no port
	 */
	List<ServerPlan> collect(Iterable<String> namesInProperties) {
		this.handlers.names().forEach(this::addBean);
		spelledOut(namesInProperties).forEach(this::addName);
		List<ServerPlan> wanted = this.plans.values().stream().filter(ServerPlan::isWanted).toList();
		wanted.forEach(this::requirePort);
		return wanted;
	}

	/**
	 * An environment variable leaves the dashes of a name out, so that the longest of
	 * those that are alike is as somebody wrote it.
	 */
	private static Collection<String> spelledOut(Iterable<String> names) {
		Map<String, String> spelled = new LinkedHashMap<>();
		names.forEach((name) -> spelled.merge(ServerName.uniform(name), name,
				(one, other) -> (one.length() < other.length()) ? other : one));
		return spelled.values();
	}

	private void addBean(String name) {
		ServerPlan other = this.plans.put(ServerName.uniform(name), new ServerPlan(name, this.settings.of(name)));
		if (other != null) {
			throw ServerPlan.alike(other.name(), name);
		}
	}

	private void addName(String name) {
		if (!this.plans.containsKey(ServerName.uniform(name)) && !this.others.have(name)) {
			ServerPlan plan = new ServerPlan(name, this.settings.of(name));
			if (plan.isWanted() && plan.settings().getHandler() == null) {
				this.handlers.rejectScoped((bean) -> ServerName.uniform(bean).equals(ServerName.uniform(name)));
				throw withoutBean(name);
			}
			this.plans.put(ServerName.uniform(name), plan);
		}
	}

	private SetupFailure withoutBean(String name) {
		String prefix = ServerName.prefix(name).toString();
		String meant = Spelling.nearest(name, this.handlers.names())
			.map((bean) -> "Did you mean " + ServerName.prefix(bean) + "? Else name")
			.orElse("Name");
		String place = this.set.ofServer(name).stream().findFirst().map(SetProperties::place).orElse("");
		return new SetupFailure(
				"There are properties under '" + prefix + "'" + place + ", but no handler bean is called '" + name
						+ "'.",
				meant + " a handler bean '" + name + "', or set " + prefix + ".handler to one of the handler beans: "
						+ this.handlers.names() + ". Where this application is to have no such server, set " + prefix
						+ ".enabled to false.");
	}

	private void requirePort(ServerPlan plan) {
		if (plan.settings().getPort() == null) {
			throw new SetupFailure("Server '" + plan.name() + "' has no port, and there is no default.",
					"Set " + ServerName.properties(plan.name(), "port") + ": 0 is any free port, -1 opens none.");
		}
	}

}
