package dev.sluice.proxy.sample.convert;

import static dev.sluice.proxy.sample.Signature.Kind.FIELD_NUMBER;
import static dev.sluice.proxy.sample.Signature.Kind.STRING;

import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.Converter;
import dev.sluice.proxy.sample.Evaluator;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import java.util.List;
import java.util.Map;

/** Fields of Protocol Buffers messages, alone or as gRPC sends them. */
final class ProtobufConverters {
    private static final Signature PATH = Signature.of(1, FIELD_NUMBER, STRING);
    /** Before each message gRPC sends whether it is compressed and, in four bytes, how long it is. */
    private static final int GRPC_HEADER = 5;

    private static final Map<String, ProtobufValue> TYPES = Map.ofEntries(
            Map.entry("int32", ProtobufValue.VARINT),
            Map.entry("int64", ProtobufValue.VARINT),
            Map.entry("uint32", ProtobufValue.VARINT),
            Map.entry("uint64", ProtobufValue.VARINT),
            Map.entry("bool", ProtobufValue.VARINT),
            Map.entry("enum", ProtobufValue.VARINT),
            Map.entry("sint32", ProtobufValue.ZIGZAG),
            Map.entry("sint64", ProtobufValue.ZIGZAG),
            Map.entry("fixed64", ProtobufValue.FIXED64),
            Map.entry("sfixed64", ProtobufValue.FIXED64),
            Map.entry("double", ProtobufValue.DOUBLE),
            Map.entry("fixed32", ProtobufValue.FIXED32),
            Map.entry("sfixed32", ProtobufValue.SFIXED32),
            Map.entry("float", ProtobufValue.FLOAT));

    static final List<Converter> ALL = List.of(
            converter("protobuf", "a field of a Protocol Buffers message", false),
            converter("ungrpc", "a field of a gRPC message", true));

    private ProtobufConverters() {}

    private static Converter converter(String name, String documentation, boolean grpc) {
        return Converter.of(
                name,
                PATH,
                SampleType.BIN,
                SampleType.BIN,
                documentation,
                (arguments, scope) -> compile(arguments, grpc));
    }

    private static Evaluator compile(Arguments arguments, boolean grpc) throws SampleException {
        long[] path = arguments.fieldNumbers(0);
        ProtobufValue type = ProtobufValue.RAW;
        if (arguments.size() > 1) {
            ProtobufValue named = TYPES.get(arguments.text(1));
            if (named == null) {
                throw arguments.bad("Wrong protocol buffer type '" + arguments.text(1) + "'");
            }
            type = named;
        }
        ProtobufValue wanted = type;
        return grpc
                ? (context, sample) -> message(sample, path, wanted)
                : (context, sample) -> field(sample, path, 0, wanted);
    }

    private static boolean message(Sample sample, long[] path, ProtobufValue type) {
        int rest = sample.length();
        int at = sample.start();
        while (rest > GRPC_HEADER) {
            long length = 0;
            for (int i = 1; i < GRPC_HEADER; i++) {
                length = length << 8 | sample.bytes()[at + i] & 0xFF;
            }
            at += GRPC_HEADER;
            rest -= GRPC_HEADER;
            if (length > rest) {
                return false;
            }
            Sample message = new Sample();
            if (message.binary(sample.bytes(), at, (int) length) && field(message, path, 0, type)) {
                return sample.copy(message);
            }
            at += (int) length;
            rest -= (int) length;
        }
        return false;
    }

    /** Finds the first field of each number, one within the other. */
    private static boolean field(Sample sample, long[] path, int depth, ProtobufValue type) {
        ProtobufReader reader = new ProtobufReader(sample.bytes(), sample.start(), sample.length());
        while (reader.next()) {
            if (reader.number() != path[depth]) {
                continue;
            }
            if (!sample.binary(sample.bytes(), reader.valueStart(), reader.valueLength())) {
                return false;
            }
            if (depth == path.length - 1) {
                return type.read(reader.wireType(), sample);
            }
            return reader.wireType() == ProtobufReader.DELIMITED && field(sample, path, depth + 1, type);
        }
        return false;
    }
}
