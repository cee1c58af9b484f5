package dev.sluice.proxy.sample.convert;

import static dev.sluice.proxy.sample.Signature.Kind.SINT;
import static dev.sluice.proxy.sample.Signature.Kind.STRING;
import static dev.sluice.proxy.sample.Signature.Kind.VARIABLE;

import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.Converter;
import dev.sluice.proxy.sample.Evaluator;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import dev.sluice.proxy.sample.VariableName;
import dev.sluice.proxy.sample.Variables;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** AES, with what it needs written out or in variables, in base64. */
final class CipherConverters {
    private static final int BLOCK = 16;
    private static final int TAG_BITS = 128;
    private static final Signature CHAINED = Signature.of(3, SINT, STRING, STRING, STRING);
    private static final Signature COUNTED = Signature.of(4, SINT, STRING, STRING, STRING, STRING);
    private static final Signature COUNTED_ENCRYPT = Signature.of(4, SINT, STRING, STRING, VARIABLE, STRING);

    static final List<Converter> ALL = List.of(
            converter("aes_cbc_enc", CHAINED, "encrypted with AES-CBC", a -> chained(a, Cipher.ENCRYPT_MODE)),
            converter("aes_cbc_dec", CHAINED, "decrypted with AES-CBC", a -> chained(a, Cipher.DECRYPT_MODE)),
            converter("aes_gcm_enc", COUNTED_ENCRYPT, "encrypted with AES-GCM", CipherConverters::encryptCounted),
            converter("aes_gcm_dec", COUNTED, "decrypted with AES-GCM", CipherConverters::decryptCounted));

    private CipherConverters() {}

    private interface Maker {
        Evaluator of(Arguments arguments) throws SampleException;
    }

    private static Converter converter(String name, Signature signature, String documentation, Maker maker) {
        return Converter.of(name, signature, SampleType.BIN, SampleType.BIN, documentation, (a, scope) -> maker.of(a));
    }

    /** What all of them need. */
    private record Keys(
            int length, Secret nonce, Secret key, @Nullable Secret more) {
        static Keys of(Arguments arguments, int more) throws SampleException {
            long bits = arguments.number(0);
            if (bits != 128 && bits != 192 && bits != 256) {
                throw arguments.bad("key size must be 128, 192 or 256 (bits).");
            }
            return new Keys(
                    (int) bits / Byte.SIZE,
                    Secret.of(arguments, 1, "nonce"),
                    Secret.of(arguments, 2, "key"),
                    arguments.has(more) ? Secret.of(arguments, more, "aad") : null);
        }

        /** The key; null where there is none of the right length. */
        @Nullable
        SecretKeySpec key(SampleContext context) {
            byte[] bytes = key.bytes(context);
            return bytes == null || bytes.length != length ? null : new SecretKeySpec(bytes, "AES");
        }
    }

    /** CBC authenticates nothing, so what is to be authenticated besides is of no account. */
    private static Evaluator chained(Arguments arguments, int mode) throws SampleException {
        Keys keys = Keys.of(arguments, 3);
        return (context, sample) -> {
            SecretKeySpec key = keys.key(context);
            byte[] nonce = keys.nonce().bytes(context);
            if (key == null || nonce == null) {
                return false;
            }
            try {
                Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
                // A nonce that is too short ends in zeros.
                cipher.init(mode, key, new IvParameterSpec(Arrays.copyOf(nonce, BLOCK)));
                byte[] made = cipher.doFinal(sample.bytes(), sample.start(), sample.length());
                return sample.binary(made, 0, made.length);
            } catch (GeneralSecurityException e) {
                return false;
            }
        };
    }

    private static Evaluator encryptCounted(Arguments arguments) throws SampleException {
        Keys keys = Keys.of(arguments, 4);
        VariableName tag = arguments.variable(3);
        return (context, sample) -> {
            byte[] made = counted(context, sample, keys, null);
            Variables variables = context.variables(tag.scope());
            if (made == null || variables == null) {
                return false;
            }
            int length = made.length - BLOCK;
            Sample kept = new Sample();
            boolean unused = kept.text(Base64.getEncoder().encode(Arrays.copyOfRange(made, length, made.length)))
                    && variables.set(tag.name(), kept);
            return sample.binary(made, 0, length);
        };
    }

    private static Evaluator decryptCounted(Arguments arguments) throws SampleException {
        Keys keys = Keys.of(arguments, 4);
        Secret tag = Secret.of(arguments, 3, "aead_tag");
        return (context, sample) -> {
            byte[] last = tag.bytes(context);
            byte[] made = last == null ? null : counted(context, sample, keys, last);
            return made != null && sample.binary(made, 0, made.length);
        };
    }

    /** Encrypts, or decrypts what {@code tag} vouches for; null where that is not possible. */
    private static byte @Nullable [] counted(SampleContext context, Sample sample, Keys keys, byte @Nullable [] tag) {
        SecretKeySpec key = keys.key(context);
        byte[] nonce = keys.nonce().bytes(context);
        Secret said = keys.more();
        byte[] more = said == null ? new byte[0] : said.bytes(context);
        if (key == null || nonce == null || nonce.length == 0 || more == null) {
            return null;
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            int mode = tag == null ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(more);
            byte[] first = cipher.update(sample.bytes(), sample.start(), sample.length());
            byte[] rest = tag == null ? cipher.doFinal() : cipher.doFinal(tag);
            return joined(first == null ? new byte[0] : first, rest);
        } catch (GeneralSecurityException e) {
            return null;
        }
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
