package dev.sluice.pattern;

import org.jspecify.annotations.Nullable;

/** Networks by address: the longest one that contains an address is found, by one probe for each length that occurs. */
final class AddressStructure extends HashTable<Network> implements Structure {
    private static final PatternEntry NONE = PatternEntry.of("", "");

    private final OrderedList<Network> withHoles = new OrderedList<>();
    private final int[] ipv4Counts = new int[Network.IPV4_BITS + 1];
    private final int[] ipv6Counts = new int[Network.IPV6_BITS + 1];
    /** Lengths that occur, longest first. */
    private volatile int[] ipv4Lengths = {};

    private volatile int[] ipv6Lengths = {};

    /** Why a key is no address, in HAProxy's words without a full stop; empty for a good one. */
    static String problem(String key) {
        return Network.parse(NONE, key) == null ? "'" + key + "' is not a valid IPv4 or IPv6 address" : "";
    }

    @Override
    int hash(Network network) {
        return hash(network.high(), network.low(), network.bits(), network.isIpv6());
    }

    private static int hash(long high, long low, int bits, boolean isIpv6) {
        return Hashes.of(high, low, isIpv6 ? bits + Network.IPV4_BITS + 1 : bits);
    }

    @Override
    boolean same(Network one, Network other) {
        return isIt(one, other.high(), other.low(), other.bits(), other.isIpv6());
    }

    private static boolean isIt(Network one, long high, long low, int bits, boolean isIpv6) {
        return one.low() == low && one.high() == high && one.bits() == bits && one.isIpv6() == isIpv6;
    }

    @Override
    boolean isIt(Network one, Network other) {
        return one.entry().id() == other.entry().id();
    }

    @Override
    public void insert(PatternEntry entry) {
        Network network = Network.parse(entry);
        if (network == null) {
            return;
        }
        if (network.bits() < 0) {
            withHoles.add(entry.id(), network);
            return;
        }
        count(network, 1);
        add(network);
    }

    @Override
    public void delete(PatternEntry entry) {
        Network network = Network.parse(entry);
        if (network == null) {
            return;
        }
        if (network.bits() < 0) {
            withHoles.remove(entry.id());
            return;
        }
        remove(network);
        count(network, -1);
    }

    private void count(Network network, int change) {
        int[] counts = network.isIpv6() ? ipv6Counts : ipv4Counts;
        int before = counts[network.bits()];
        counts[network.bits()] = before + change;
        if (before == 0 || before + change == 0) {
            int[] lengths = lengths(counts);
            if (network.isIpv6()) {
                ipv6Lengths = lengths;
            } else {
                ipv4Lengths = lengths;
            }
        }
    }

    private static int[] lengths(int[] counts) {
        int[] lengths = new int[counts.length];
        int used = 0;
        for (int bits = counts.length - 1; bits >= 0; bits--) {
            if (counts[bits] > 0) {
                lengths[used++] = bits;
            }
        }
        return java.util.Arrays.copyOf(lengths, used);
    }

    @Override
    public @Nullable PatternEntry findAddress(byte[] address, int offset, int length) {
        long high = Addresses.high(address, offset, length);
        long low = Addresses.low(address, offset, length);
        if (length == Addresses.IPV4_BYTES) {
            return findIpv4(low);
        }
        PatternEntry found = ipv6(high, low);
        if (found != null) {
            return found;
        }
        long within = Addresses.ipv4Within(high, low);
        return within < 0 ? null : ipv4(within);
    }

    @Override
    public @Nullable PatternEntry findIpv4(long address) {
        PatternEntry found = ipv4(address);
        return found != null ? found : ipv6(0, Addresses.MAPPED | address);
    }

    private @Nullable PatternEntry ipv4(long low) {
        for (int bits : ipv4Lengths) {
            PatternEntry found = probe(0, low & Network.ipv4Mask(bits), bits, false);
            if (found != null) {
                return found;
            }
        }
        @Nullable Object[] slots = withHoles.slots();
        int at = 0;
        for (Object found = OrderedList.at(slots, 0); found != null; found = OrderedList.at(slots, ++at)) {
            if (found instanceof Network network && (low & network.lowMask()) == network.low()) {
                return network.entry();
            }
        }
        return null;
    }

    private @Nullable PatternEntry ipv6(long high, long low) {
        for (int bits : ipv6Lengths) {
            PatternEntry found = probe(high & Network.highMask(bits), low & Network.lowMask(bits), bits, true);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable PatternEntry probe(long high, long low, int bits, boolean isIpv6) {
        int hash = hash(high, low, bits, isIpv6);
        int[] slots = slots(hash);
        int at = hash & slots.length - 1;
        for (int found = at(slots, at); found != EMPTY; found = at(slots, at)) {
            if (element(found) instanceof Network network && isIt(network, high, low, bits, isIpv6)) {
                return network.entry();
            }
            at = at + 1 & slots.length - 1;
        }
        return null;
    }
}
