package dev.sluice.proxy.balance;

import dev.sluice.state.Server;
import org.jspecify.annotations.Nullable;

/**
 * The client's address decides: {@code source} with {@code hash-type map-based}. The hash is the exclusive or of the address's 32-bit words; it is looked up in
 * a map where each server has as many places as it weighs.
 */
final class SourceHash extends MemberPicker {
    /** Steps that laying out a map may take; for larger ones each server's places lie side by side. */
    private static final long STEPS_MAX = 10_000_000;

    private static final int WORD_BYTES = 4;

    private final int @Nullable [] map;
    private final long[] shares;

    SourceHash(Members members) {
        super(members);
        boolean small = members.totalWeight() * members.size() <= STEPS_MAX;
        map = small ? Orders.steady(members) : null;
        shares = Orders.shares(members);
    }

    @Override
    public @Nullable Server pick(Pick request) {
        long place = hash(request.source(), request.sourceLength()) % members().totalWeight();
        return members().server(map != null ? map[(int) place] : Orders.holder(shares, place));
    }

    @Override
    public WhenFull whenFull(Server server) {
        return WhenFull.SERVER;
    }

    private static long hash(byte[] address, int length) {
        int hash = 0;
        for (int i = 0; i + WORD_BYTES <= length; i += WORD_BYTES) {
            hash ^= (address[i] & 0xFF) << 24
                    | (address[i + 1] & 0xFF) << 16
                    | (address[i + 2] & 0xFF) << 8
                    | (address[i + 3] & 0xFF);
        }
        return Integer.toUnsignedLong(hash);
    }
}
