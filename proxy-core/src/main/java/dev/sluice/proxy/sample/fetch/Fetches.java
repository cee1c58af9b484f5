package dev.sluice.proxy.sample.fetch;

import dev.sluice.proxy.sample.Fetch;
import java.util.ArrayList;
import java.util.List;

/** All fetches of this package. */
public final class Fetches {
    /** One declaration each. */
    public static final List<Fetch> ALL = join();

    private Fetches() {}

    private static List<Fetch> join() {
        List<Fetch> all = new ArrayList<>();
        all.addAll(ConstantFetches.ALL);
        all.addAll(ProcessFetches.ALL);
        all.addAll(ProxyFetches.ALL);
        all.addAll(ServerFetches.ALL);
        all.addAll(ConnectionFetches.ALL);
        all.addAll(FigureFetches.ALL);
        all.addAll(TimeFetches.ALL);
        all.addAll(RequestLineFetches.ALL);
        all.addAll(HeaderFetches.all());
        all.addAll(CookieFetches.all());
        all.addAll(ParameterFetches.ALL);
        all.addAll(BodyFetches.ALL);
        all.addAll(AuthFetches.ALL);
        all.addAll(CaptureFetches.ALL);
        all.addAll(LimitFetches.ALL);
        all.addAll(RuleFetches.ALL);
        all.addAll(DeliveryFetches.ALL);
        all.addAll(PayloadFetches.ALL);
        all.addAll(RdpFetches.ALL);
        all.addAll(HelloFetches.all());
        all.addAll(VariableFetches.ALL);
        all.addAll(TlsFetches.all());
        return List.copyOf(all);
    }
}
