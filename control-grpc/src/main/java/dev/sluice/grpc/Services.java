package dev.sluice.grpc;

import dev.sluice.config.BindSettings;
import dev.sluice.config.GrpcSettings;
import dev.sluice.config.Settings;
import dev.sluice.operation.Events;
import io.grpc.BindableService;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.util.ArrayList;
import java.util.List;

/** All services, made once and offered on each address at that address's level. */
final class Services {
    private final List<BindableService> own;
    private final Health health;
    private final ServerInterceptor permission;
    private final ServerInterceptor counting;
    private final Watches watches;
    private final Events events;
    private final Runnable hint;

    Services(Wiring wiring, Health health) {
        this.health = health;
        this.counting = wiring.activity().counting();
        this.watches = new Watches(wiring.activity());
        this.hint = watches::hint;
        this.permission = new Permission(wiring.door(), Called.byMethod());
        Times times = new Times(wiring.state().process().identity());
        Etags etags = new Etags(wiring.state());
        Calls calls = new Calls(
                wiring.door(), wiring.operations(), new RequestIds(wiring.clock()), new Pages(wiring.clock()));
        Kit kit = new Kit(
                calls,
                wiring.state(),
                wiring.clock(),
                etags,
                new ServerMessages(times, etags),
                new ProxyMessages(times, etags),
                watches);
        this.events = wiring.door().events();
        events.follow(hint);
        this.own = List.of(
                new BackendsRpc(kit),
                new CachesRpc(kit),
                new CertificatesRpc(kit),
                new DynamicCookiesRpc(kit),
                new ChangesRpc(kit),
                new ConfigurationRpc(kit),
                new FrontendsRpc(kit),
                new InspectionRpc(kit),
                new PatternsRpc(kit),
                new ProcessRpc(kit, new ProcessMessages(wiring.facts(), wiring.clock())),
                new ServersRpc(kit),
                new SessionsRpc(kit, new SessionMessages(times)),
                new StatsRpc(kit),
                new TablesRpc(kit),
                new TopologyRpc(kit),
                new VariablesRpc(kit));
    }

    /** How many streamed answers there are. */
    int watches() {
        return watches.count();
    }

    /** Ends all streamed answers: there will be no more. */
    void endWatches() {
        events.unfollow(hint);
        watches.close();
    }

    /** The names of the program's own. */
    List<String> names() {
        return own.stream()
                .map(service -> service.bindService().getServiceDescriptor().getName())
                .toList();
    }

    /** All of them, for the callers of an address. */
    @SuppressWarnings("deprecation") // v1alpha is what older clients ask for.
    List<ServerServiceDefinition> at(Settings settings) {
        Identity identity = new Identity(settings.get(BindSettings.LEVEL), settings.get(GrpcSettings.CLIENT_LEVELS));
        List<ServerServiceDefinition> all = new ArrayList<>();
        // The last interceptor named is the first to run.
        own.forEach(service -> all.add(ServerInterceptors.intercept(service, permission, identity, counting)));
        all.add(health.service());
        all.add(ProtoReflectionService.newInstance().bindService());
        all.add(ProtoReflectionServiceV1.newInstance().bindService());
        return all;
    }
}
