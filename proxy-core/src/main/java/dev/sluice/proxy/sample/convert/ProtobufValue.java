package dev.sluice.proxy.sample.convert;

import dev.sluice.proxy.sample.Sample;

/** What a field of a message is read as. */
enum ProtobufValue {
    /** Its bytes, whatever they are. */
    RAW,
    VARINT,
    ZIGZAG,
    FIXED64,
    DOUBLE,
    FIXED32,
    SFIXED32,
    FLOAT;

    /** Makes it of a field's bytes; false where the field is of another kind. */
    boolean read(int wireType, Sample sample) {
        return switch (this) {
            case RAW -> true;
            case VARINT -> wireType == ProtobufReader.VARINT && sample.integer(varint(sample));
            case ZIGZAG -> {
                long value = varint(sample);
                yield wireType == ProtobufReader.VARINT && sample.integer(value >>> 1 ^ -(value & 1));
            }
            case FIXED64 -> wireType == ProtobufReader.EIGHT && sample.integer(little(sample));
            case DOUBLE ->
                wireType == ProtobufReader.EIGHT && sample.integer(whole(Double.longBitsToDouble(little(sample))));
            case FIXED32 -> wireType == ProtobufReader.FOUR && sample.integer(little(sample));
            case SFIXED32 -> wireType == ProtobufReader.FOUR && sample.integer(little(sample) << 32 >> 32);
            case FLOAT ->
                wireType == ProtobufReader.FOUR
                        && sample.integer(whole(Float.intBitsToFloat((int) little(sample))) & 0xFFFF_FFFFL);
        };
    }

    private static long varint(Sample sample) {
        return ProtobufReader.varint(sample.bytes(), sample.start(), sample.length());
    }

    private static long little(Sample sample) {
        long value = 0;
        for (int i = sample.length() - 1; i >= 0; i--) {
            value = value << 8 | sample.at(i) & 0xFF;
        }
        return value;
    }

    /** Of what has no place in 64 bits is left what processors make of it: nothing of great numbers, the least number of others. */
    private static long whole(double value) {
        if (value >= 0x1p63) {
            return value < 0x1p64 ? (long) (value - 0x1p63) ^ Long.MIN_VALUE : 0;
        }
        return value >= -0x1p63 ? (long) value : Long.MIN_VALUE;
    }
}
