package dev.sluice.proxy.sample.convert;

import static dev.sluice.proxy.sample.Signature.Kind.SINT;

import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Converter;
import dev.sluice.proxy.sample.Evaluator;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Fields of the packets that a client's connection began with (manual section 7.3.1, {@code eth.*}, {@code ip.*}, {@code tcp.*}). */
final class PacketConverters {
    private static final int MAC = 6;
    private static final int OPTION_MSS = 2;
    private static final int OPTION_SCALE = 3;
    private static final int OPTION_SACK = 4;
    private static final int OPTION_TIME = 8;
    private static final int MODE_TTL = 1;
    private static final int MODE_OPTIONS = 2;
    private static final int MODE_SOURCE = 4;

    static final List<Converter> ALL = List.of(
            bytes("eth.data", "what an Ethernet frame carries", (packet, sample) -> rest(sample, packet.ethernet())),
            bytes("eth.hdr", "the header of an Ethernet frame", (packet, sample) -> first(sample, packet.ethernet())),
            bytes("eth.dst", "where an Ethernet frame goes", (p, sample) -> part(sample, p, 0, MAC)),
            bytes("eth.src", "where an Ethernet frame comes from", (p, sample) -> part(sample, p, MAC, MAC)),
            number("eth.proto", "the protocol in an Ethernet frame", Packet::etherType),
            number("eth.vlan", "the innermost virtual network of an Ethernet frame", Packet::virtualNetwork),
            bytes("ip.data", "what an IP packet carries", (packet, sample) -> rest(sample, packet.ip())),
            bytes("ip.hdr", "the header of an IP packet", (packet, sample) -> first(sample, packet.ip())),
            number("ip.df", "whether an IP packet stays in one piece", Packet::isWhole),
            address("ip.dst", "where an IP packet goes", false),
            address("ip.src", "where an IP packet comes from", true),
            number("ip.proto", "the protocol in an IP packet", Packet::protocol),
            number("ip.tos", "the class of an IP packet", Packet::trafficClass),
            number("ip.ttl", "the routers that an IP packet may still pass", Packet::hops),
            number("ip.ver", "the version of an IP packet", Packet::version),
            Converter.of(
                    "ip.fp",
                    Signature.of(0, SINT),
                    SampleType.BIN,
                    SampleType.BIN,
                    "what a host's first packets have in common",
                    PacketConverters::fingerprint),
            number("tcp.dst", "the port that a segment goes to", tcp -> tcp.segment(2, 2)),
            number("tcp.src", "the port that a segment comes from", tcp -> tcp.segment(0, 2)),
            number("tcp.seq", "where in its stream a segment begins", tcp -> tcp.segment(4, 4)),
            number("tcp.flags", "the flags of a segment", tcp -> tcp.segment(13, 1)),
            number("tcp.win", "the window that a segment offers", tcp -> tcp.segment(14, 2)),
            number("tcp.options.mss", "the largest segment wanted", tcp -> tcp.option(OPTION_MSS, 2, 2)),
            number("tcp.options.sack", "whether gaps may be told", tcp -> tcp.hasOption(OPTION_SACK)),
            number("tcp.options.tsopt", "whether segments tell the time", tcp -> tcp.hasOption(OPTION_TIME)),
            number("tcp.options.tsval", "the time that a segment tells", tcp -> tcp.option(OPTION_TIME, 2, 4)),
            number("tcp.options.wscale", "by what windows are shifted", tcp -> tcp.option(OPTION_SCALE, 2, 1)),
            number("tcp.options.wsopt", "whether windows are shifted", tcp -> tcp.hasOption(OPTION_SCALE)),
            bytes("tcp.options_list", "the kinds of a segment's options", PacketConverters::kinds));

    private PacketConverters() {}

    private interface Bytes {
        boolean of(Packet packet, Sample sample);
    }

    private interface Field {
        long of(Packet packet);
    }

    private static Converter bytes(String name, String documentation, Bytes bytes) {
        return Converter.of(
                name,
                SampleType.BIN,
                SampleType.BIN,
                documentation,
                (context, sample) -> bytes.of(Packet.of(sample), sample));
    }

    private static Converter number(String name, String documentation, Field field) {
        return Converter.of(name, SampleType.BIN, SampleType.SINT, documentation, (context, sample) -> {
            long value = field.of(Packet.of(sample));
            return value != Packet.MISSING && sample.integer(value);
        });
    }

    private static Converter address(String name, String documentation, boolean source) {
        return Converter.of(name, SampleType.BIN, SampleType.ADDR, documentation, (context, sample) -> {
            byte[] address = Packet.of(sample).address(source);
            return sample.address(address);
        });
    }

    private static boolean rest(Sample sample, int from) {
        return from >= 0 && sample.slice(from, sample.length() - from);
    }

    private static boolean first(Sample sample, int length) {
        return length >= 0 && sample.slice(0, length);
    }

    private static boolean part(Sample sample, Packet packet, int from, int length) {
        return packet.length() >= from + length && sample.slice(from, length);
    }

    private static boolean kinds(Packet tcp, Sample sample) {
        byte[] kinds = tcp.kinds(false);
        return kinds != null && sample.binary(kinds, 0, kinds.length);
    }

    private static Evaluator fingerprint(Arguments arguments, CompileScope scope) throws SampleException {
        long mode = arguments.number(0, 0);
        return (context, sample) -> fingerprint(sample, mode);
    }

    private static boolean fingerprint(Sample sample, long mode) {
        Packet packet = Packet.of(sample);
        int header = packet.ip();
        byte[] source = packet.address(true);
        if (header < 0 || source.length == 0) {
            return false;
        }
        Packet tcp = packet.from(header);
        byte[] kinds = tcp.kinds(true);
        long told = packet.told() - header - tcp.header();
        if (kinds == null || told < 0) {
            return false;
        }
        boolean six = packet.version() == 6;
        int tcpHeader = tcp.header();
        long hops = packet.hops();
        int how = six ? 1 << 7 : 0;
        how |= packet.isWhole() != 0 ? 1 << 6 : 0;
        how |= (hops <= 32 ? 0 : hops <= 64 ? 1 : hops <= 128 ? 2 : 3) << 4;
        how |= header > (six ? 40 : 20) ? 1 << 3 : 0;
        how |= told > 0 ? 1 << 2 : 0;
        how |= (int) tcp.segment(13, 1) >> 6 & 3;
        long scale = tcp.hasOption(OPTION_SCALE) > 0 ? Math.min(tcp.option(OPTION_SCALE, 2, 1), 14) + 1 : 0;
        long largest = tcp.option(OPTION_MSS, 2, 2);
        ByteArrayOutputStream made = new ByteArrayOutputStream(32);
        made.write((int) packet.trafficClass());
        made.write(how);
        made.write(tcpHeader / 4 << 4 | (int) scale);
        short16(made, (int) tcp.segment(14, 2));
        short16(made, (int) largest);
        made.write(present(kinds));
        if ((mode & MODE_TTL) != 0) {
            made.write((int) hops);
        }
        if ((mode & MODE_OPTIONS) != 0) {
            made.writeBytes(kinds);
        }
        if ((mode & MODE_SOURCE) != 0) {
            made.writeBytes(source);
        }
        return sample.binary(made.toByteArray(), 0, made.size());
    }

    private static void short16(ByteArrayOutputStream made, int value) {
        made.write(value >> 8);
        made.write(value);
    }

    /** A bit for each kind of option from 2 to 8, one for all above. */
    private static int present(byte[] kinds) {
        int bits = 0;
        for (byte b : kinds) {
            int kind = b & 0xFF;
            bits |= kind > 8 ? 1 << 7 : kind >= 2 ? 1 << kind - 2 : 0;
        }
        return bits;
    }
}
