package dev.sluice.state;

import dev.sluice.config.BindSpec;
import dev.sluice.config.Configuration;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.ServerSpec;
import java.util.List;

/**
 * What has to be done to get from the live objects to a configuration. Nothing is changed by making it.
 *
 * @param configuration where to
 * @param sides all proxies, in order
 * @param removedFrontends those that the configuration does not have any more
 * @param removedBackends likewise
 */
record Plan(
        Configuration configuration, List<Side> sides, List<Frontend> removedFrontends, List<Backend> removedBackends) {

    /** A frontend or backend. */
    sealed interface Side {
        Proxy proxy();

        ProxySpec spec();

        int id();

        boolean isNew();
    }

    record FrontendSide(
            Frontend proxy, ProxySpec spec, int id, boolean isNew, List<ListenerStep> listeners, List<Listener> removed)
            implements Side {}

    record BackendSide(
            Backend proxy, ProxySpec spec, int id, boolean isNew, List<ServerStep> servers, List<Server> removed)
            implements Side {}

    /** A listener that stays or comes. */
    record ListenerStep(Listener listener, BindSpec spec, int id, String name, boolean isNew) {}

    /** A server that stays or comes. */
    record ServerStep(Server server, ServerSpec spec, int id, boolean isNew) {}

    List<FrontendSide> frontends() {
        return sides.stream()
                .filter(FrontendSide.class::isInstance)
                .map(FrontendSide.class::cast)
                .toList();
    }

    List<BackendSide> backends() {
        return sides.stream()
                .filter(BackendSide.class::isInstance)
                .map(BackendSide.class::cast)
                .toList();
    }
}
