package dev.sluice.proxy.sample;

import dev.sluice.config.CaptureCookie;
import dev.sluice.config.CaptureSpec;
import dev.sluice.config.ProxySettings;
import dev.sluice.state.Frontend;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was kept of a request and its response, for the log and for later rules. One for each stream whose frontend wants any; confined to its worker. */
public final class Captured {
    private static final Slot<Captured> SLOT = new Slot<>();
    private static final byte[] NOTHING = {};
    /** What stands in a place that holds nothing; known by itself, not by what it holds. */
    private static final byte[] ABSENT = {};

    private static final String HEX = "0123456789ABCDEF";
    private static final String ESCAPED = "\"#{|}";

    private final List<CaptureSpec> requestSpecs;
    private final List<CaptureSpec> responseSpecs;
    private final byte[][] request;
    private final byte[][] response;
    private final CaptureCookie cookie;
    private String requestCookie = "-";
    private String responseCookie = "-";

    private Captured(List<CaptureSpec> specs, CaptureCookie cookie) {
        this.requestSpecs = side(specs, true);
        this.responseSpecs = side(specs, false);
        this.request = empty(requestSpecs.size());
        this.response = empty(responseSpecs.size());
        this.cookie = cookie;
    }

    /** Made for each stream, hence without a stream of the JDK's. */
    private static List<CaptureSpec> side(List<CaptureSpec> specs, boolean ofRequest) {
        List<CaptureSpec> side = new ArrayList<>(specs.size());
        for (int i = 0; i < specs.size(); i++) {
            if (specs.get(i).request() == ofRequest) {
                side.add(specs.get(i));
            }
        }
        return side;
    }

    private static byte[][] empty(int places) {
        byte[][] all = new byte[places][];
        Arrays.fill(all, ABSENT);
        return all;
    }

    /** What is kept of a stream; null where its frontend wants nothing kept. */
    public static @Nullable Captured of(SampleContext context) {
        Slots slots = context.stream();
        Frontend frontend = context.frontend();
        if (slots == null || frontend == null) {
            return null;
        }
        Captured known = slots.get(SLOT);
        if (known != null) {
            return known;
        }
        List<CaptureSpec> specs = frontend.settings().get(ProxySettings.CAPTURES);
        CaptureCookie cookie = frontend.settings().get(ProxySettings.CAPTURE_COOKIE);
        if (specs.isEmpty() && cookie.name().isEmpty()) {
            return null;
        }
        Captured made = new Captured(specs, cookie);
        slots.put(SLOT, made);
        return made;
    }

    /** Keeps what was said of a request's head, or of a response's. */
    public void head(MessageView head, boolean ofRequest) {
        List<CaptureSpec> specs = ofRequest ? requestSpecs : responseSpecs;
        for (int i = 0; i < specs.size(); i++) {
            String name = specs.get(i).header();
            int field = name.isEmpty() ? -1 : last(head, name);
            if (field >= 0) {
                keep(ofRequest, i, bytes(head, head.valueStart(field), head.valueLength(field)));
            }
        }
        if (!cookie.name().isEmpty()) {
            cookies(head, ofRequest);
        }
    }

    /** Keeps bytes in a place, as many as it may have; nothing where there is no such place. */
    public void keep(boolean ofRequest, int place, byte[] value) {
        List<CaptureSpec> specs = ofRequest ? requestSpecs : responseSpecs;
        if (place >= 0 && place < specs.size()) {
            int most = specs.get(place).length();
            (ofRequest ? request : response)[place] = value.length > most ? Arrays.copyOf(value, most) : value;
        }
    }

    /** What a place holds; null for nothing. */
    public byte @Nullable [] value(boolean ofRequest, int place) {
        byte[][] all = ofRequest ? request : response;
        return place >= 0 && place < all.length && all[place] != ABSENT ? all[place] : null;
    }

    /** How many places there are. */
    public int count(boolean ofRequest) {
        return ofRequest ? request.length : response.length;
    }

    /** The cookie as the client sent it; a dash for none. */
    public String requestCookie() {
        return requestCookie;
    }

    /** The cookie as the server set it; a dash for none. */
    public String responseCookie() {
        return responseCookie;
    }

    /** What a place holds as lines show it; empty for nothing. */
    public byte[] shown(boolean ofRequest, int place) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        escaped(text, (ofRequest ? request : response)[place]);
        return text.toByteArray();
    }

    /** All places of the request between braces; nothing where there are none. */
    public byte[] requestText() {
        return text(request);
    }

    /** All places of the response between braces; nothing where there are none. */
    public byte[] responseText() {
        return text(response);
    }

    private static byte[] text(byte[][] values) {
        if (values.length == 0) {
            return NOTHING;
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        char mark = '{';
        for (byte[] value : values) {
            text.write(mark);
            mark = '|';
            escaped(text, value);
        }
        text.write('}');
        return text.toByteArray();
    }

    /** What would end a column or is no printable character is written as a number sign and two digits. */
    private static void escaped(ByteArrayOutputStream text, byte[] value) {
        for (byte b : value) {
            if (b < ' ' || b == 0x7F || ESCAPED.indexOf(b) >= 0) {
                text.write('#');
                text.write(HEX.charAt(b >> 4 & 0xF));
                text.write(HEX.charAt(b & 0xF));
            } else {
                text.write(b);
            }
        }
    }

    private void cookies(MessageView head, boolean ofRequest) {
        String name = ofRequest ? "cookie" : "set-cookie";
        for (int i = 0; i < head.fields(); i++) {
            if (!isNamed(head, i, name)) {
                continue;
            }
            byte[] value = bytes(head, head.valueStart(i), head.valueLength(i));
            String text = new String(value, StandardCharsets.ISO_8859_1);
            for (String pair : ofRequest ? text.split(";", -1) : new String[] {text.split(";", 2)[0]}) {
                cookie(pair.strip(), ofRequest);
            }
        }
    }

    private void cookie(String pair, boolean ofRequest) {
        int sign = pair.indexOf('=');
        String name = sign < 0 ? "" : pair.substring(0, sign).strip();
        boolean meant = cookie.prefix() ? name.startsWith(cookie.name()) : name.equals(cookie.name());
        if (!meant) {
            return;
        }
        String kept = pair.length() > cookie.length() ? pair.substring(0, cookie.length()) : pair;
        if (ofRequest) {
            requestCookie = kept;
        } else {
            responseCookie = kept;
        }
    }

    private static int last(MessageView head, String lowerName) {
        for (int i = head.fields() - 1; i >= 0; i--) {
            if (isNamed(head, i, lowerName)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isNamed(MessageView head, int field, String lowerName) {
        if (head.nameLength(field) != lowerName.length()) {
            return false;
        }
        for (int i = 0; i < lowerName.length(); i++) {
            int b = head.at(head.nameStart(field) + i);
            if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lowerName.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] bytes(MessageView head, int start, int length) {
        byte[] bytes = new byte[length];
        head.copy(start, length, bytes, 0);
        return bytes;
    }
}
