package dev.sluice.config.keyword;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.ServerSettings.ProxyTlv;
import dev.sluice.config.ServerSettings.ProxyV2Option;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Keyword.Handler;
import dev.sluice.config.parse.Line;
import dev.sluice.config.parse.Place;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What connections to servers begin with: a header of the PROXY protocol, and what it tells. */
final class ProxyProtocolKeywords {
    private static final Set<Place> SERVER = Set.of(Place.SERVER);
    private static final int TYPE_MAX = 255;

    static final List<Keyword> ALL = List.of(
            set("send-proxy", "begin connections with a PROXY header", version(1)),
            set("send-proxy-v2", "the same in its second version", version(2)),
            set("no-send-proxy", "do not", line -> unset(line, 1)),
            set("no-send-proxy-v2", "do not", line -> unset(line, 2)),
            set("send-proxy-v2-ssl", "the same, with how the client's connection is encrypted", line -> {
                version(2).accept(line);
                add(line, ProxyV2Option.SSL);
            }),
            set("send-proxy-v2-ssl-cn", "the same, with whose the client's certificate is", line -> {
                version(2).accept(line);
                add(line, ProxyV2Option.SSL, ProxyV2Option.CERT_CN);
            }),
            set("no-send-proxy-v2-ssl", "do not", line -> without(line, ProxyV2Option.SSL))
                    .notDynamic(),
            set("no-send-proxy-v2-ssl-cn", "do not", line -> without(line, ProxyV2Option.SSL, ProxyV2Option.CERT_CN))
                    .notDynamic(),
            Keyword.of("proxy-v2-options", "<option>[,...]", SERVER, "what a PROXY header tells besides addresses")
                    .effective(ProxyProtocolKeywords::options),
            Keyword.of("set-proxy-v2-tlv-fmt", "<format>", SERVER, "a value that a PROXY header tells, of type (<id>)")
                    .effective(ProxyProtocolKeywords::tlv),
            set(
                    "check-send-proxy",
                    "begin checks with a PROXY header too",
                    Forms.fixed(ServerSettings.CHECK_SEND_PROXY, true)),
            set("no-check-send-proxy", "do not", Forms.fixed(ServerSettings.CHECK_SEND_PROXY, false))
                    .notDynamic(),
            Keyword.of(
                            "pp2-never-send-local",
                            "",
                            Set.of(Place.GLOBAL),
                            "have PROXY headers of checks name addresses, for servers that know nothing else")
                    .effective(Forms.fixed(GlobalSettings.PP2_NEVER_SEND_LOCAL, true)));

    private ProxyProtocolKeywords() {}

    private static Keyword set(String name, String documentation, Handler handler) {
        return Keyword.of(name, "", SERVER, documentation).effective(handler);
    }

    private static Handler version(int version) {
        return Forms.fixed(ServerSettings.SEND_PROXY, version);
    }

    private static void unset(Line line, int version) {
        if (line.get(ServerSettings.SEND_PROXY) == version) {
            line.set(ServerSettings.SEND_PROXY, 0);
        }
    }

    private static void add(Line line, ProxyV2Option... more) {
        Set<ProxyV2Option> options = EnumSet.noneOf(ProxyV2Option.class);
        options.addAll(line.get(ServerSettings.PROXY_V2_OPTIONS));
        options.addAll(List.of(more));
        line.set(ServerSettings.PROXY_V2_OPTIONS, Set.copyOf(options));
    }

    private static void without(Line line, ProxyV2Option... less) {
        Set<ProxyV2Option> options = EnumSet.noneOf(ProxyV2Option.class);
        options.addAll(line.get(ServerSettings.PROXY_V2_OPTIONS));
        options.removeAll(List.of(less));
        line.set(ServerSettings.PROXY_V2_OPTIONS, Set.copyOf(options));
        unset(line, 2);
    }

    private static void options(Line line) throws BadLineException {
        String list = line.hasNext() ? line.next("options") : "";
        for (String word : list.split(",", -1)) {
            switch (word) {
                case "ssl" -> add(line, ProxyV2Option.SSL);
                case "cert-cn", "cert-key", "cert-sig", "ssl-cipher" ->
                    add(
                            line,
                            ProxyV2Option.SSL,
                            ProxyV2Option.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')));
                case "authority" -> add(line, ProxyV2Option.AUTHORITY);
                case "crc32c" -> add(line, ProxyV2Option.CRC32C);
                case "unique-id" -> add(line, ProxyV2Option.UNIQUE_ID);
                default -> throw line.bad("'" + word + "' : proxy v2 option not implemented.");
            }
        }
    }

    private static void tlv(Line line) throws BadLineException {
        String written = line.keywordAsWritten();
        int open = written.indexOf('(');
        String id = open < 0 ? "" : written.substring(open + 1, written.length() - 1);
        boolean hex = id.matches("0[xX][0-9a-fA-F]{1,6}");
        if (!hex && !id.matches("[0-9]{1,6}")) {
            throw line.bad("'" + written + "' : could not convert TLV ID.");
        }
        int type = hex ? Integer.parseInt(id.substring(2), 16) : Integer.parseInt(id);
        if (type > TYPE_MAX) {
            throw line.bad("'" + written + "' : the maximum allowed TLV ID is 255.");
        }
        // At the end of a line, the value is empty.
        String format = line.hasNext() ? line.next("a format") : "";
        line.part(Place.TEXT, List.of("format", format));
        List<ProxyTlv> all = new ArrayList<>(line.get(ServerSettings.PROXY_V2_TLVS));
        all.add(new ProxyTlv(type, format));
        line.set(ServerSettings.PROXY_V2_TLVS, List.copyOf(all));
    }
}
