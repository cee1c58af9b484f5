package dev.sluice.proxy.http;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.HeaderCases;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.Settings;
import dev.sluice.proxy.worker.StreamBuffer;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Spells names of header fields for peers of HTTP/1 that mind the case of letters ({@code h1-case-adjust}): those that are configured as that
 * says, all others in small letters, so that a peer gets the very bytes that its list was made for. A name keeps its length, so nothing moves
 * and no message is framed otherwise. Never changes. Any thread.
 */
public final class HeaderNames {
    /** Names in small letters, each in the first free place from that of its hash on. */
    private final byte[][] names;
    /** In the same places, as they are to be sent. */
    private final byte[][] wanted;

    private final int mask;

    private HeaderNames(Map<String, String> cases) {
        // Half of the places stay free, so that a search for a name that is not there ends soon.
        int places = Integer.highestOneBit(Math.max(1, cases.size())) << 2;
        names = new byte[places][];
        wanted = new byte[places][];
        mask = places - 1;
        cases.forEach((from, to) -> {
            byte[] name = Chars.bytes(from);
            int place = hash(ByteBuffer.wrap(name), 0, name.length) & mask;
            while (names[place] != null) {
                place = place + 1 & mask;
            }
            names[place] = name;
            wanted[place] = Chars.bytes(to);
        });
    }

    /** What a configuration says. */
    static HeaderNames of(HeaderCases cases) {
        return new HeaderNames(cases.all());
    }

    /** Spells the names of a request that is composed for a server of {@code backend}, where that wants it. */
    public static void spell(ByteBuffer request, Settings backend, Settings global) {
        if (backend.get(ProxySettings.CASE_FOR_SERVERS)) {
            int unused = of(global.get(GlobalSettings.HEADER_CASES)).head(request, request.position(), request.limit());
        }
    }

    /**
     * Spells the names of a head, from its start line on; stops at the empty line, or at {@code end} where that is still to come. Returns
     * where what follows the head begins.
     */
    int head(ByteBuffer memory, int from, int end) {
        return fields(memory, nextLine(memory, from, end), end);
    }

    /** Spells the names of a head that the proxy has composed for the client, and that {@code out} begins with. */
    static void spell(StreamBuffer out, Exchange exchange) {
        HeaderNames names = exchange.frontendPlan().departure.names(exchange.client());
        if (names != null) {
            int unused = names.head(out.memory(), out.start(), out.end());
        }
    }

    /** Spells the names of fields that begin at {@code from}, likewise. */
    int fields(ByteBuffer memory, int from, int end) {
        int at = from;
        while (at < end && memory.get(at) != Chars.CR && memory.get(at) != Chars.LF) {
            int colon = at;
            while (colon < end && memory.get(colon) != ':' && memory.get(colon) != Chars.LF) {
                colon++;
            }
            name(memory, at, colon - at);
            at = nextLine(memory, colon, end);
        }
        return nextLine(memory, at, end);
    }

    private static int nextLine(ByteBuffer memory, int from, int end) {
        int at = from;
        while (at < end && memory.get(at) != Chars.LF) {
            at++;
        }
        return Math.min(end, at + 1);
    }

    private void name(ByteBuffer memory, int from, int length) {
        int place = hash(memory, from, length) & mask;
        for (byte[] name = names[place]; name != null; name = names[place]) {
            if (Chars.equalsIgnoreCase(memory, from, length, name)) {
                memory.put(from, wanted[place]);
                return;
            }
            place = place + 1 & mask;
        }
        for (int i = from; i < from + length; i++) {
            byte b = memory.get(i);
            if (b >= 'A' && b <= 'Z') {
                memory.put(i, (byte) (b | 0x20));
            }
        }
    }

    private static int hash(ByteBuffer memory, int from, int length) {
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = hash * 31 + (memory.get(from + i) | 0x20);
        }
        return hash ^ hash >>> 16;
    }
}
