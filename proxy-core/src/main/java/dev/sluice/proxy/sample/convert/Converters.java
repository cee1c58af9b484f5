package dev.sluice.proxy.sample.convert;

import dev.sluice.proxy.sample.Converter;
import java.util.ArrayList;
import java.util.List;

/** All converters of this package. */
public final class Converters {
    /** One declaration each. */
    public static final List<Converter> ALL = join();

    private Converters() {}

    private static List<Converter> join() {
        List<Converter> all = new ArrayList<>();
        all.addAll(NumberConverters.ALL);
        all.addAll(TextConverters.ALL);
        all.addAll(EncodingConverters.ALL);
        all.addAll(HashConverters.ALL);
        all.addAll(TimeConverters.ALL);
        all.addAll(ValueConverters.ALL);
        all.addAll(WebConverters.ALL);
        all.addAll(JsonConverters.ALL);
        all.addAll(ChunkConverters.ALL);
        all.addAll(LineConverters.ALL);
        all.addAll(LanguageConverters.ALL);
        all.addAll(CipherConverters.ALL);
        all.addAll(TokenConverters.ALL);
        all.addAll(PacketConverters.ALL);
        all.addAll(ProtobufConverters.ALL);
        all.addAll(ForwardedConverters.ALL);
        all.addAll(FixConverters.ALL);
        all.addAll(MqttConverters.ALL);
        all.addAll(LiveConverters.ALL);
        return List.copyOf(all);
    }
}
