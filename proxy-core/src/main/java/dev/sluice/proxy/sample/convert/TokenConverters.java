package dev.sluice.proxy.sample.convert;

import static dev.sluice.proxy.sample.Signature.Kind.STRING;

import dev.sluice.config.parse.TokenFiles;
import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Converter;
import dev.sluice.proxy.sample.Evaluator;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.tls.TlsStores;
import dev.sluice.tls.CertificateData;
import dev.sluice.tls.CertificateFile;
import dev.sluice.tls.TlsFormatException;
import java.security.PublicKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts of JSON Web Tokens, and whether their signatures are good (RFC 7515, RFC 7519; manual section 7.3.1). */
final class TokenConverters {
    private static final Signature QUERY = Signature.of(0, STRING, STRING);
    private static final Signature VERIFY = Signature.of(2, STRING, STRING);

    static final List<Converter> ALL = List.of(
            part("jwt_header_query", "the header of a token, or a value in it", 0),
            part("jwt_payload_query", "what a token says, or a value in it", 1),
            Converter.of(
                    "jwt_verify",
                    VERIFY,
                    SampleType.BIN,
                    SampleType.SINT,
                    "whether a token is signed with a secret or a public key",
                    TokenConverters::verify),
            Converter.of(
                    "jwt_verify_cert",
                    VERIFY,
                    SampleType.BIN,
                    SampleType.SINT,
                    "whether a token is signed with the key of a certificate",
                    TokenConverters::verifyCertificate));

    private TokenConverters() {}

    /** Finds what a signature is checked with. */
    private interface Keys {
        TokenSignature.Key of(TokenAlgorithm algorithm, SampleContext context);
    }

    private static Converter part(String name, String documentation, int number) {
        return Converter.of(name, QUERY, SampleType.BIN, SampleType.ANY, documentation, (arguments, scope) -> {
            Evaluator query = arguments.has(0) ? JsonConverters.query(arguments, scope) : (context, sample) -> true;
            return (context, sample) -> {
                byte[] decoded = Token.part(sample, number);
                return decoded != null && sample.binary(decoded, 0, decoded.length) && query.evaluate(context, sample);
            };
        });
    }

    private static Evaluator verify(Arguments arguments, CompileScope scope) throws SampleException {
        WordOperand named = WordOperand.of(arguments, 0);
        WordOperand key = WordOperand.of(arguments, 1);
        TokenAlgorithm known = algorithm(named, arguments);
        TokenFiles.AtLine files = scope.find(TokenFiles.AtLine.class);
        boolean secret = known != null && known.isSecret();
        if (files != null && key.literal() != null && !secret) {
            try {
                files.key(key.literal());
            } catch (TlsFormatException unreadable) {
                // With an algorithm that is told later it may be a secret.
                if (known != null) {
                    throw arguments.bad(unreadable.text());
                }
            }
        }
        TlsStores stores = stores(scope);
        return evaluator(named, known, (algorithm, context) -> {
            String name = key.text(context);
            if (name == null) {
                return TokenSignature.Key.UNKNOWN;
            }
            if (algorithm.isSecret()) {
                return TokenSignature.Key.of(name);
            }
            PublicKey found = stores == null ? null : stores.tokenKey(name);
            return found == null ? TokenSignature.Key.UNKNOWN : TokenSignature.Key.of(found);
        });
    }

    private static Evaluator verifyCertificate(Arguments arguments, CompileScope scope) throws SampleException {
        WordOperand named = WordOperand.of(arguments, 0);
        WordOperand name = WordOperand.of(arguments, 1);
        TokenAlgorithm known = algorithm(named, arguments);
        if (known != null && known.isSecret()) {
            throw arguments.bad("HMAC-signed tokens can't be processed by this converter");
        }
        TokenFiles.AtLine files = scope.find(TokenFiles.AtLine.class);
        if (files != null && name.literal() != null) {
            files.certificate(name.literal());
        }
        TlsStores stores = stores(scope);
        return evaluator(named, known, (algorithm, context) -> {
            String text = name.text(context);
            return text == null || stores == null || algorithm.isSecret()
                    ? TokenSignature.Key.UNKNOWN
                    : key(stores, text);
        });
    }

    private static TokenSignature.Key key(TlsStores stores, String name) {
        CertificateFile file = stores.certificates().get(name);
        CertificateData data = file == null ? null : file.data();
        if (data == null) {
            return TokenSignature.Key.UNKNOWN;
        }
        return stores.forTokens().contains(name)
                ? TokenSignature.Key.of(data.leaf().getPublicKey())
                : TokenSignature.Key.UNAVAILABLE;
    }

    /** The algorithm where it is written out; null where a variable has it. */
    private static @Nullable TokenAlgorithm algorithm(WordOperand named, Arguments arguments) throws SampleException {
        String literal = named.literal();
        TokenAlgorithm known = literal == null ? null : TokenAlgorithm.of(literal);
        if (literal != null && known == null) {
            throw arguments.bad("unknown JWT algorithm: " + literal);
        }
        return known;
    }

    private static Evaluator evaluator(WordOperand named, @Nullable TokenAlgorithm known, Keys keys) {
        return (context, sample) -> {
            String name = known == null ? named.text(context) : null;
            TokenAlgorithm algorithm = known != null ? known : name == null ? null : TokenAlgorithm.of(name);
            return sample.integer(
                    algorithm == null ? TokenSignature.UNKNOWN_ALGORITHM : verified(sample, algorithm, keys, context));
        };
    }

    private static int verified(Sample sample, TokenAlgorithm algorithm, Keys keys, SampleContext context) {
        int malformed = TokenSignature.check(sample, algorithm);
        if (malformed <= 0 && algorithm != TokenAlgorithm.NONE) {
            return malformed < 0 ? malformed : TokenSignature.verify(sample, algorithm, keys.of(algorithm, context));
        }
        return malformed;
    }

    private static @Nullable TlsStores stores(CompileScope scope) {
        RuntimeState state = scope.find(RuntimeState.class);
        return state == null ? null : state.tls();
    }
}
