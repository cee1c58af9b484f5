package dev.sluice.config.keyword;

import dev.sluice.config.parse.Keyword;
import java.util.ArrayList;
import java.util.List;

/** All keywords of the language itself. Criteria of ACLs are contributed by those who compile them. */
public final class BuiltInKeywords {
    /** The lists of this package, joined. */
    public static final List<Keyword> ALL = join();

    private BuiltInKeywords() {}

    private static List<Keyword> join() {
        List<Keyword> all = new ArrayList<>();
        all.addAll(GlobalKeywords.ALL);
        all.addAll(BindKeywords.ALL);
        all.addAll(SocketKeywords.all());
        all.addAll(LogKeywords.ALL);
        all.addAll(TuneKeywords.all());
        all.addAll(Http2Keywords.all());
        all.addAll(ProxyKeywords.ALL);
        all.addAll(BalanceKeywords.ALL);
        all.addAll(RetryKeywords.ALL);
        all.addAll(TimeoutKeywords.ALL);
        all.addAll(OptionKeywords.ALL);
        all.addAll(MessageKeywords.all());
        all.addAll(CaseKeywords.all());
        all.addAll(CheckKeywords.ALL);
        all.addAll(RuleKeywords.ALL);
        all.addAll(TableKeywords.ALL);
        all.addAll(ErrorKeywords.ALL);
        all.addAll(CookieKeywords.ALL);
        all.addAll(CompressionKeywords.ALL);
        all.addAll(CacheKeywords.ALL);
        all.addAll(RingKeywords.ALL);
        all.addAll(LogForwardKeywords.ALL);
        all.addAll(StatsPageKeywords.ALL);
        all.addAll(UserListKeywords.ALL);
        all.addAll(CaptureKeywords.ALL);
        all.addAll(ServerKeywords.ALL);
        all.addAll(ObserveKeywords.ALL);
        all.addAll(ProxyProtocolKeywords.ALL);
        all.addAll(ForwardedKeywords.ALL);
        all.addAll(TlsKeywords.all());
        all.addAll(TlsGlobalKeywords.all());
        all.addAll(AgentKeywords.ALL);
        all.addAll(ResolverKeywords.ALL);
        all.addAll(SavedKeywords.ALL);
        all.addAll(GrpcKeywords.ALL);
        all.addAll(SluiceKeywords.ALL);
        all.addAll(NotYetKeywords.all());
        return List.copyOf(all);
    }
}
