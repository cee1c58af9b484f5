package dev.sluice.proxy.sample;

import dev.sluice.config.CaptureCookie;
import dev.sluice.config.CaptureSpec;
import dev.sluice.config.ProxySettings;
import dev.sluice.state.Frontend;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was kept of a request and its response, for the log and for later rules. One for each stream whose frontend wants any; confined to its worker. */
public final class Captured implements Reusable {
    private static final Slot<Captured> SLOT = new Slot<>();
    private static final byte[][] NONE = {};
    /** What stands in a place that holds nothing; known by itself, not by what it holds. */
    private static final byte[] ABSENT = {};

    private static final int ESCAPED_LENGTH = 3;
    private static final String HEX = "0123456789ABCDEF";
    /** What would end a column or is no printable character. */
    private static final boolean[] ESCAPED = new boolean[256];

    static {
        Arrays.fill(ESCAPED, 0, ' ', true);
        Arrays.fill(ESCAPED, 0x7F, ESCAPED.length, true);
        for (char mark : "\"#{|}".toCharArray()) {
            ESCAPED[mark] = true;
        }
    }

    private final List<CaptureSpec> specs;
    private final byte[][] request;
    private final byte[][] response;
    private final CaptureCookie cookie;
    private boolean used;
    private String requestCookie = "-";
    private String responseCookie = "-";

    private Captured(List<CaptureSpec> specs, CaptureCookie cookie) {
        this.specs = specs;
        int ofRequest = 0;
        for (int i = 0; i < specs.size(); i++) {
            ofRequest += specs.get(i).request() ? 1 : 0;
        }
        this.request = empty(ofRequest);
        this.response = empty(specs.size() - ofRequest);
        this.cookie = cookie;
    }

    private static byte[][] empty(int places) {
        if (places == 0) {
            return NONE;
        }
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
        if (known != null && known.used) {
            return known;
        }
        List<CaptureSpec> specs = frontend.settings().get(ProxySettings.CAPTURES);
        CaptureCookie cookie = frontend.settings().get(ProxySettings.CAPTURE_COOKIE);
        if (specs.isEmpty() && cookie.name().isEmpty()) {
            return null;
        }
        if (known == null || known.specs != specs || !known.cookie.equals(cookie)) {
            known = new Captured(specs, cookie);
            slots.put(SLOT, known);
        }
        known.used = true;
        return known;
    }

    @Override
    public void clear() {
        used = false;
        Arrays.fill(request, ABSENT);
        Arrays.fill(response, ABSENT);
        requestCookie = "-";
        responseCookie = "-";
    }

    /** Keeps what was said of a request's head, or of a response's. */
    public void head(MessageView head, boolean ofRequest) {
        int place = 0;
        for (int i = 0; i < specs.size(); i++) {
            CaptureSpec spec = specs.get(i);
            if (spec.request() != ofRequest) {
                continue;
            }
            int field = spec.header().isEmpty() ? -1 : last(head, spec.header());
            if (field >= 0) {
                int length = Math.min(head.valueLength(field), spec.length());
                places(ofRequest)[place] = bytes(head, head.valueStart(field), length);
            }
            place++;
        }
        if (!cookie.name().isEmpty()) {
            cookies(head, ofRequest);
        }
    }

    private byte[][] places(boolean ofRequest) {
        return ofRequest ? request : response;
    }

    /** How many bytes a place may have. */
    private int most(boolean ofRequest, int place) {
        int left = place;
        int at = 0;
        while (specs.get(at).request() != ofRequest || left-- > 0) {
            at++;
        }
        return specs.get(at).length();
    }

    /** Keeps a copy of a value in a place, as many bytes as it may have; nothing where there is no such place. */
    public void keep(boolean ofRequest, int place, Sample value) {
        byte[][] all = places(ofRequest);
        if (place >= 0 && place < all.length) {
            int length = Math.min(value.length(), most(ofRequest, place));
            all[place] = Arrays.copyOfRange(value.bytes(), value.start(), value.start() + length);
        }
    }

    /** What a place holds; null for nothing. */
    public byte @Nullable [] value(boolean ofRequest, int place) {
        byte[][] all = places(ofRequest);
        return place >= 0 && place < all.length && all[place] != ABSENT ? all[place] : null;
    }

    /** How many places there are. */
    public int count(boolean ofRequest) {
        return places(ofRequest).length;
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
        byte[] value = places(ofRequest)[place];
        TextOutput text = new TextOutput(value.length * ESCAPED_LENGTH);
        escaped(value, text);
        return text.copy();
    }

    /** All places of the request, or of the response, between braces; nothing where there are none. */
    byte[] text(boolean ofRequest) {
        TextOutput text = new TextOutput(Integer.MAX_VALUE);
        text(ofRequest, text);
        return text.copy();
    }

    /** Appends all places of the request, or of the response, between braces; nothing where there are none. */
    public void text(boolean ofRequest, TextOutput to) {
        byte[][] values = places(ofRequest);
        if (values.length == 0) {
            return;
        }
        char mark = '{';
        for (byte[] value : values) {
            to.add(mark);
            mark = '|';
            escaped(value, to);
        }
        to.add('}');
    }

    /** Others than printable ones are written as a number sign and two digits. */
    private static void escaped(byte[] value, TextOutput to) {
        for (byte b : value) {
            if (ESCAPED[b & 0xFF]) {
                to.add('#').add(HEX.charAt(b >> 4 & 0xF)).add(HEX.charAt(b & 0xF));
            } else {
                to.add((char) b);
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
