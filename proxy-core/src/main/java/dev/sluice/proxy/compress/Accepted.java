package dev.sluice.proxy.compress;

import dev.sluice.config.CompressionSpec.Algorithm;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which algorithm a client likes best of those on offer: the {@code Accept-Encoding} of RFC 9110 section 12.5.3. */
public final class Accepted {
    private static final int WHOLE = 1000;

    private @Nullable Algorithm best;
    private int bestQuality;

    /** Nothing was read. */
    public void clear() {
        best = null;
        bestQuality = 0;
    }

    /** Reads one field. Of what is liked as well as another, the first one named wins; {@code *} stands for any. */
    public void read(String value, List<Algorithm> offered) {
        for (String element : value.split(",", -1)) {
            String[] parts = element.split(";", -1);
            String token = parts[0].strip().toLowerCase(Locale.ROOT);
            int quality = quality(parts);
            if (quality > bestQuality && !token.isEmpty()) {
                take(token, quality, offered);
            }
        }
    }

    private void take(String token, int quality, List<Algorithm> offered) {
        for (Algorithm each : offered) {
            String name = each == Algorithm.IDENTITY ? each.word() : each.token();
            if (token.equals("*") || token.equals(name)) {
                best = each;
                bestQuality = quality;
                return;
            }
        }
    }

    private static int quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("q=") || parameter.startsWith("Q=")) {
                return thousandths(parameter.substring(2).strip());
            }
        }
        return WHOLE;
    }

    /** A weight in thousandths; what is none counts as not wanted. */
    private static int thousandths(String text) {
        int value = 0;
        int unit = WHOLE;
        boolean fraction = false;
        for (int i = 0; i < text.length() && unit > 0; i++) {
            char c = text.charAt(i);
            if (c == '.' && !fraction) {
                fraction = true;
                unit /= 10;
            } else if (c >= '0' && c <= '9') {
                value += (c - '0') * unit;
                unit = fraction ? unit / 10 : unit;
            } else {
                return 0;
            }
        }
        return Math.min(WHOLE, value);
    }

    /** The best one; null where the client understands none of them. */
    public @Nullable Algorithm best() {
        return best;
    }
}
