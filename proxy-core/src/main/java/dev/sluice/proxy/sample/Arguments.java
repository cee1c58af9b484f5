package dev.sluice.proxy.sample;

import dev.sluice.proxy.sample.Signature.Kind;
import dev.sluice.state.Backend;
import dev.sluice.state.Proxy;
import dev.sluice.state.Server;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of a fetch or converter, each of its declared kind. */
public final class Arguments {
    /** As HAProxy reads them, which takes nothing for zero where more follows. */
    private static final String FIELD_NUMBERS = "(?:[0-9]*\\.)*[0-9]+";

    private final String owner;
    private final List<String> texts;
    private final CompileScope scope;

    private Arguments(String owner, List<String> texts, CompileScope scope) {
        this.owner = owner;
        this.texts = texts;
        this.scope = scope;
    }

    static Arguments check(String owner, Signature signature, ArgumentParser.Found found, CompileScope scope)
            throws SampleException {
        List<String> texts = found.texts();
        int most = signature.kinds().size();
        Arguments arguments = new Arguments(owner, List.copyOf(texts), scope);
        for (int i = 0; i < Math.min(texts.size(), most); i++) {
            arguments.check(i, signature.kinds().get(i), i < signature.required());
        }
        if (texts.size() < signature.required()) {
            String wanted = signature.kinds().get(texts.size()).word();
            throw new SampleException(
                    texts.isEmpty()
                            ? owner + " : expected type '" + wanted + "' at position 1, but got nothing"
                            : "invalid arg " + (texts.size() + 1) + " in " + owner + " : missing arguments (got "
                                    + texts.size() + "/" + signature.required() + "), type '" + wanted + "' expected");
        }
        if (texts.size() > most || !found.closed()) {
            throw new SampleException(
                    arguments.prefix(Math.min(texts.size(), most)) + " : expected ')'" + rest(found, most));
        }
        for (int i = 0; i < texts.size(); i++) {
            arguments.find(i, signature.kinds().get(i), i < signature.required());
        }
        return arguments;
    }

    /** What stands where a parenthesis should. */
    private static String rest(ArgumentParser.Found found, int most) {
        List<String> texts = found.texts();
        if (texts.size() <= most) {
            return "";
        }
        String more = String.join(",", texts.subList(most, texts.size()));
        return " before '" + (most == 0 ? "" : ",") + more + (found.closed() ? ")'" : "'");
    }

    private String prefix(int index) {
        return owner.startsWith("converter") ? "invalid arg " + (index + 1) + " in " + owner : owner;
    }

    private void check(int index, Kind kind, boolean required) throws SampleException {
        if (texts.get(index).isEmpty() && !required) {
            return;
        }
        switch (kind) {
            case SINT -> number(index);
            case TIME -> Literals.time(texts.get(index), this, index);
            case SIZE -> number(index);
            case VARIABLE -> variable(index);
            case FIELD_NUMBER -> require(text(index).matches(FIELD_NUMBERS), index, kind);
            case IPV4, MASK4 -> require(Literals.ipv4OrMask(text(index), kind) >= 0, index, kind);
            case IPV6, MASK6 -> require(Literals.ipv6OrMask(text(index), kind) != null, index, kind);
            case STRING, REGEX, TABLE, BACKEND, FRONTEND, SERVER -> {
                // Looked for when all is well written, or by whoever uses it.
            }
        }
    }

    private void find(int index, Kind kind, boolean required) throws SampleException {
        if (texts.get(index).isEmpty() && !required) {
            return;
        }
        switch (kind) {
            case BACKEND -> backend(index);
            case FRONTEND -> frontend(index);
            case SERVER -> server(index);
            default -> {
                // Needs nothing but itself.
            }
        }
    }

    private void require(boolean good, int index, Kind kind) throws SampleException {
        if (!good) {
            throw bad(index, kind);
        }
    }

    /** What says that an argument makes no sense. */
    public SampleException bad(int index, String problem) {
        return new SampleException("invalid args in " + owner + " : " + problem + " at position " + (index + 1));
    }

    private SampleException bad(int index, Kind kind) {
        return new SampleException(prefix(index) + " : failed to parse '" + text(index) + "' as type '" + kind.word()
                + "' at position " + (index + 1));
    }

    /** What says that the arguments together make no sense. */
    public SampleException bad(String problem) {
        return new SampleException("invalid args in " + owner + " : " + problem);
    }

    /** How many there are. */
    public int size() {
        return texts.size();
    }

    /** Whether one is there and not empty. */
    public boolean has(int index) {
        return index < texts.size() && !texts.get(index).isEmpty();
    }

    /** One as text; empty where it is not there. */
    public String text(int index) {
        return index < texts.size() ? texts.get(index) : "";
    }

    /** One as the bytes that the configuration has; none where it is not there. */
    public byte[] bytes(int index) {
        return text(index).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A number. */
    public long number(int index) throws SampleException {
        try {
            return Literals.number(text(index));
        } catch (NumberFormatException e) {
            throw bad(index, Kind.SINT);
        }
    }

    /** A number, or {@code otherwise} where it is not there. */
    public long number(int index, long otherwise) throws SampleException {
        return has(index) ? number(index) : otherwise;
    }

    /** Numbers of fields of Protocol Buffers messages, each within the one before; what is too great for any field names none. */
    public long[] fieldNumbers(int index) {
        String[] words = text(index).split("\\.", -1);
        long[] numbers = new long[words.length];
        for (int i = 0; i < words.length; i++) {
            numbers[i] = words[i].isEmpty() ? 0 : words[i].length() > 18 ? -1 : Long.parseLong(words[i]);
        }
        return numbers;
    }

    /** Milliseconds. */
    public long time(int index) throws SampleException {
        return Literals.time(text(index), this, index);
    }

    /** A variable. */
    public VariableName variable(int index) throws SampleException {
        try {
            return VariableName.parse(text(index));
        } catch (SampleException e) {
            throw bad(e.text());
        }
    }

    /** A backend, the proxy itself where the argument is not there; null only while texts are checked. */
    public @Nullable Backend backend(int index) throws SampleException {
        if (scope.checksOnly()) {
            return null;
        }
        if (!has(index)) {
            Proxy own = scope.proxy();
            return own instanceof Backend backend ? backend : own == null ? null : scope.backend(own.name());
        }
        Backend found = scope.backend(text(index));
        if (found == null) {
            throw new SampleException(
                    "unable to find backend '" + text(index) + "' referenced in arg " + (index + 1) + " of " + owner);
        }
        return found;
    }

    /** A frontend, the proxy itself where the argument is not there; null only while texts are checked. */
    public @Nullable Proxy frontend(int index) throws SampleException {
        if (scope.checksOnly()) {
            return null;
        }
        if (!has(index)) {
            return scope.proxy();
        }
        Proxy found = scope.frontend(text(index));
        if (found == null) {
            throw new SampleException(
                    "unable to find frontend '" + text(index) + "' referenced in arg " + (index + 1) + " of " + owner);
        }
        return found;
    }

    /** A server; null only while texts are checked. */
    public @Nullable Server server(int index) throws SampleException {
        if (scope.checksOnly()) {
            return null;
        }
        String text = text(index);
        int slash = text.indexOf('/');
        Proxy own = scope.proxy();
        String backendName = slash < 0 ? own == null ? "" : own.name() : text.substring(0, slash);
        String serverName = text.substring(slash + 1);
        Backend backend = scope.backend(backendName);
        if (backend == null) {
            throw new SampleException(
                    "unable to find proxy '" + backendName + "' referenced in arg " + (index + 1) + " of " + owner);
        }
        for (Server server : backend.servers()) {
            if (server.name().equals(serverName)) {
                return server;
            }
        }
        throw new SampleException("unable to find server '" + serverName + "' in proxy '" + backendName
                + "', referenced in arg " + (index + 1) + " of " + owner);
    }

    /** An IPv4 address or mask. */
    public long ipv4(int index, Kind kind) {
        return Literals.ipv4OrMask(text(index), kind);
    }

    /** An IPv6 address or mask. */
    public byte @Nullable [] ipv6(int index, Kind kind) {
        return Literals.ipv6OrMask(text(index), kind);
    }
}
