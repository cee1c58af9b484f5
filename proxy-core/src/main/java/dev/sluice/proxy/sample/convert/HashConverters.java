package dev.sluice.proxy.sample.convert;

import static dev.sluice.proxy.sample.Signature.Kind.SINT;
import static dev.sluice.proxy.sample.Signature.Kind.STRING;

import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Converter;
import dev.sluice.proxy.sample.Evaluator;
import dev.sluice.proxy.sample.Hashes;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Hashes and digests. */
final class HashConverters {
    private static final Signature OPTION = Signature.of(0, SINT);
    private static final long INT_MASK = 0xFFFF_FFFFL;

    static final List<Converter> ALL = List.of(
            hash("crc32", HashConverters::crc32),
            hash("crc32c", HashConverters::crc32c),
            hash("djb2", Hashes::djb2),
            hash("sdbm", Hashes::sdbm),
            hash("wt6", Hashes::wt6),
            seeded("xxh32", (bytes, start, length, seed) -> Hashes.xxh32(bytes, start, length, (int) seed) & INT_MASK),
            seeded("xxh64", Hashes::xxh64),
            seeded("xxh3", Hashes::xxh3),
            digest("md5", "MD5"),
            digest("sha1", "SHA-1"),
            Converter.of("sha2", OPTION, SampleType.BIN, SampleType.BIN, "a SHA-2 digest", HashConverters::sha2),
            Converter.of(
                    "digest",
                    Signature.of(1, STRING),
                    SampleType.BIN,
                    SampleType.BIN,
                    "a digest by its name",
                    (arguments, scope) -> digest(algorithm(arguments))),
            Converter.of(
                    "hmac",
                    Signature.of(2, STRING, STRING),
                    SampleType.BIN,
                    SampleType.BIN,
                    "a digest with a key in base64",
                    HashConverters::hmac));

    private HashConverters() {}

    private interface Hash {
        int of(byte[] bytes, int start, int length);
    }

    private interface Seeded {
        long of(byte[] bytes, int start, int length, long seed);
    }

    private static Converter hash(String name, Hash hash) {
        return Converter.of(name, OPTION, SampleType.BIN, SampleType.SINT, "a hash of 32 bits", (arguments, scope) -> {
            boolean spread = arguments.number(0, 0) != 0;
            return (context, sample) -> {
                int value = hash.of(sample.bytes(), sample.start(), sample.length());
                return sample.integer((spread ? Hashes.avalanche(value) : value) & INT_MASK);
            };
        });
    }

    private static Converter seeded(String name, Seeded hash) {
        return Converter.of(name, OPTION, SampleType.BIN, SampleType.SINT, "a hash with a seed", (arguments, scope) -> {
            long seed = arguments.number(0, 0);
            return (context, sample) -> sample.integer(hash.of(sample.bytes(), sample.start(), sample.length(), seed));
        });
    }

    private static int crc32(byte[] bytes, int start, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, start, length);
        return (int) crc.getValue();
    }

    private static int crc32c(byte[] bytes, int start, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, start, length);
        return (int) crc.getValue();
    }

    private static Converter digest(String name, String algorithm) {
        return Converter.of(name, SampleType.BIN, SampleType.BIN, "a digest", digest(algorithm));
    }

    private static Evaluator digest(String algorithm) {
        return (context, sample) -> {
            try {
                MessageDigest digest = MessageDigest.getInstance(algorithm);
                digest.update(sample.bytes(), sample.start(), sample.length());
                byte[] made = digest.digest();
                return sample.binary(made, 0, made.length);
            } catch (NoSuchAlgorithmException e) {
                return false;
            }
        };
    }

    private static Evaluator sha2(Arguments arguments, CompileScope scope) throws SampleException {
        long bits = arguments.number(0, 256);
        if (bits != 224 && bits != 256 && bits != 384 && bits != 512) {
            throw arguments.bad("Unsupported number of bits: '" + bits + "'");
        }
        return digest("SHA-" + bits);
    }

    /** The name by which Java knows what OpenSSL calls {@code sha256} and so on. */
    private static String algorithm(Arguments arguments) throws SampleException {
        String name = arguments.text(0).toUpperCase(Locale.ROOT).replaceFirst("^SHA-?", "SHA-");
        try {
            return MessageDigest.getInstance(name).getAlgorithm();
        } catch (NoSuchAlgorithmException e) {
            throw arguments.bad("Unsupported digest algorithm '" + arguments.text(0) + "'");
        }
    }

    private static Evaluator hmac(Arguments arguments, CompileScope scope) throws SampleException {
        String name = "Hmac" + algorithm(arguments).replace("-", "");
        Secret key = Secret.of(arguments, 1, "key");
        return (context, sample) -> {
            byte[] bytes = key.bytes(context);
            return bytes != null && mac(sample, name, new SecretKeySpec(bytes.length == 0 ? new byte[1] : bytes, name));
        };
    }

    private static boolean mac(Sample sample, String name, SecretKeySpec secret) {
        try {
            Mac mac = Mac.getInstance(name);
            mac.init(secret);
            mac.update(sample.bytes(), sample.start(), sample.length());
            byte[] made = mac.doFinal();
            return sample.binary(made, 0, made.length);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            return false;
        }
    }
}
