package dev.sluice.config;

import java.util.BitSet;

/** A set of status codes of responses, from 100 to 599. Never changes. */
public final class StatusCodes {
    /** The smallest that there is. */
    public static final int LOWEST = 100;
    /** The largest that there is. */
    public static final int HIGHEST = 599;

    /** None. */
    public static final StatusCodes NONE = new StatusCodes(new BitSet());
    /** What clients gave reason to. */
    public static final StatusCodes CLIENT_ERRORS = NONE.with(400, 499);
    /** What servers gave reason to: not that they cannot do at all what they were asked. */
    public static final StatusCodes SERVER_ERRORS =
            NONE.with(500, 599).without(501, 501).without(505, 505);

    private final BitSet codes;

    private StatusCodes(BitSet codes) {
        this.codes = codes;
    }

    /** These, and those from {@code low} to {@code high}. */
    public StatusCodes with(int low, int high) {
        BitSet more = (BitSet) codes.clone();
        more.set(low, high + 1);
        return new StatusCodes(more);
    }

    /** These but for those from {@code low} to {@code high}. */
    public StatusCodes without(int low, int high) {
        BitSet fewer = (BitSet) codes.clone();
        fewer.clear(low, high + 1);
        return new StatusCodes(fewer);
    }

    /** Whether a code is one of them. */
    public boolean contains(int code) {
        return codes.get(code);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StatusCodes that && codes.equals(that.codes);
    }

    @Override
    public int hashCode() {
        return codes.hashCode();
    }

    @Override
    public String toString() {
        return codes.toString();
    }
}
