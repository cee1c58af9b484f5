package dev.sluice.proxy.sample.fetch;

import static dev.sluice.proxy.sample.Signature.Kind.STRING;

import dev.sluice.proxy.sample.Compiler;
import dev.sluice.proxy.sample.Evaluator;
import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.PayloadView;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Scratch;
import dev.sluice.proxy.sample.Signature;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The cookie that clients of a remote desktop send with their request for a connection. */
final class RdpFetches {
    private static final Signature NAME = Signature.of(0, STRING);
    /** What stands before the cookie: four bytes of the packet, seven of the request. */
    private static final int HEADER_BYTES = 11;

    private static final byte[] COOKIE = "cookie:".getBytes(StandardCharsets.US_ASCII);

    static final List<Fetch> ALL =
            List.of(value("req.rdp_cookie"), value("rdp_cookie"), count("req.rdp_cookie_cnt"), count("rdp_cookie_cnt"));

    private RdpFetches() {}

    private static Fetch value(String name) {
        return Fetch.of(
                name,
                NAME,
                SampleType.STR,
                Layer.REQUEST_BYTES,
                "the cookie of a remote desktop's client",
                compiler(RdpFetches::value));
    }

    private static Fetch count(String name) {
        return Fetch.of(
                name,
                NAME,
                SampleType.SINT,
                Layer.REQUEST_BYTES,
                "whether there is such a cookie",
                compiler((context, sample, wanted) -> sample.integer(value(context, sample, wanted) ? 1 : 0)));
    }

    private interface Asked {
        boolean of(SampleContext context, Sample sample, byte[] name);
    }

    private static Compiler compiler(Asked asked) {
        return (arguments, scope) -> {
            byte[] name = arguments.has(0) ? arguments.text(0).getBytes(StandardCharsets.ISO_8859_1) : new byte[0];
            Evaluator evaluator = (context, sample) -> asked.of(context, sample, name);
            return evaluator;
        };
    }

    private static boolean value(SampleContext context, Sample sample, byte[] name) {
        PayloadView bytes = context.requestBytes();
        if (bytes == null || !isAt(bytes, HEADER_BYTES, COOKIE)) {
            return false;
        }
        int at = HEADER_BYTES + COOKIE.length;
        while (at < bytes.length() && bytes.at(at) == ' ') {
            at++;
        }
        int equals = indexOf(bytes, '=', at);
        boolean named = name.length == 0 || equals == at + name.length && isAt(bytes, at, name);
        int end = equals < 0 ? -1 : indexOf(bytes, '\r', equals);
        if (!named || end < 0 || end + 1 >= bytes.length() || bytes.at(end + 1) != '\n') {
            return false;
        }
        int length = end - equals - 1;
        Scratch scratch = context.scratch();
        int to = scratch.take(length);
        bytes.copy(equals + 1, length, scratch.memory(), to);
        return sample.text(scratch.memory(), to, length);
    }

    /** Where a byte stands on the same line; -1 where it does not. */
    private static int indexOf(PayloadView bytes, char wanted, int from) {
        for (int i = from; i < bytes.length(); i++) {
            byte next = bytes.at(i);
            if (next == wanted) {
                return i;
            }
            if (next == '\r' || next == '\n') {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isAt(PayloadView bytes, int at, byte[] text) {
        if (bytes.length() < at + text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (lower(bytes.at(at + i)) != lower(text[i])) {
                return false;
            }
        }
        return true;
    }

    private static int lower(byte character) {
        return character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character;
    }
}
