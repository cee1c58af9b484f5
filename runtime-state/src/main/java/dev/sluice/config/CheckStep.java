package dev.sluice.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of what a health check does. Texts with expressions in them were looked at when the configuration was read. */
public sealed interface CheckStep {
    /** What it is for; empty where nobody said. */
    String comment();

    /**
     * Connects, in place of the connection that there is.
     *
     * @param comment what it is for
     * @param host another address than the server's; empty for that
     * @param port another port than the server's: a number or an expression; empty for that
     * @param asServer whether what the server's line says of its connections holds
     * @param ssl whether to encrypt in any case
     * @param header whether to begin with a PROXY header in any case
     * @param socks whether to go through the server's SOCKS4 proxy in any case
     * @param sni the host to ask for; empty for none in particular
     * @param alpn the protocols to offer, in order; empty for none in particular
     * @param proto the version of HTTP to speak, {@code h1} or {@code h2}; empty for none in particular
     * @param linger whether to close in an orderly way
     */
    record Connect(
            String comment,
            String host,
            String port,
            boolean asServer,
            boolean ssl,
            boolean header,
            boolean socks,
            String sni,
            List<String> alpn,
            String proto,
            boolean linger)
            implements CheckStep {
        /** Keeps a copy of the list. */
        public Connect {
            alpn = List.copyOf(alpn);
        }
    }

    /**
     * Sends bytes.
     *
     * @param comment what it is for
     * @param data the bytes, one for each character, or the expressions that make them
     * @param format whether there are expressions
     * @param hex whether the data is hexadecimal digits
     */
    record Send(String comment, String data, boolean format, boolean hex) implements CheckStep {}

    /** A header field of a request; its value may hold expressions. */
    record Field(String name, String value) {}

    /**
     * Sends a request of HTTP; null is what was not said.
     *
     * @param comment what it is for
     * @param method the method
     * @param uri the target
     * @param version {@code HTTP/1.0} or {@code HTTP/1.1}
     * @param fields more header fields
     * @param body the body
     * @param format whether target and body hold expressions
     */
    record Request(
            String comment,
            @Nullable String method,
            @Nullable String uri,
            @Nullable String version,
            List<Field> fields,
            @Nullable String body,
            Formats format)
            implements CheckStep {
        /** Nothing said. */
        public static final Request NONE =
                new Request("", null, null, null, List.of(), null, new Formats(false, false));

        /** This one, and what {@code base} says where it says nothing. */
        public Request over(Request base) {
            return new Request(
                    comment,
                    method == null ? base.method : method,
                    uri == null ? base.uri : uri,
                    version == null ? base.version : version,
                    fields.isEmpty() ? base.fields : fields,
                    body,
                    new Formats(uri == null ? base.format.uri : format.uri, format.body));
        }
    }

    /** Which parts of a request hold expressions. */
    record Formats(boolean uri, boolean body) {}

    /** What is compared. */
    enum Subject {
        /** All that was received. */
        TEXT,
        /** The same, as hexadecimal digits. */
        BINARY,
        STATUS,
        HEADER,
        BODY
    }

    /** How it is compared. */
    enum Way {
        EQUAL,
        BEGIN,
        END,
        PART,
        REGEX,
        /** It is enough that it is there. */
        FOUND
    }

    /**
     * A pattern.
     *
     * @param way how to compare
     * @param text with what; ranges of numbers for a status that is not a regular expression
     * @param format whether it holds expressions
     */
    record Pattern(Way way, String text, boolean format) {}

    /**
     * How an expectation ends; empty words are the usual ones.
     *
     * @param ok the status of success
     * @param error that of failure
     * @param timeout that of no answer
     * @param onSuccess what to tell of success
     * @param onError what to tell of failure
     * @param code an expression for the code
     */
    record Ending(String ok, String error, String timeout, String onSuccess, String onError, String code) {
        /** As usual. */
        public static final Ending USUAL = new Ending("", "", "", "", "", "");
    }

    /**
     * Waits for an answer.
     *
     * @param comment what it is for
     * @param subject what is compared
     * @param negated whether it is not to match
     * @param name of header fields, the names that count; null otherwise
     * @param whole of header fields, whether commas separate no values
     * @param pattern what to compare with
     * @param least bytes to wait for
     * @param prompt whether nothing more is waited for once they are there
     * @param ending how it ends
     */
    record Expect(
            String comment,
            Subject subject,
            boolean negated,
            @Nullable Pattern name,
            boolean whole,
            Pattern pattern,
            int least,
            boolean prompt,
            Ending ending)
            implements CheckStep {}

    /** What is done with a variable. */
    enum Change {
        SET,
        SET_FORMAT,
        UNSET
    }

    /**
     * Sets or forgets a variable.
     *
     * @param comment what it is for
     * @param change what is done
     * @param target the variable, and on what conditions
     * @param words the expression or format
     */
    record Variable(String comment, Change change, String target, List<String> words) implements CheckStep {}

    /** What lengths and fields say, and no pattern can. */
    enum Dialect {
        /** A server of MySQL introduces itself. */
        MYSQL_GREETING,
        /** It says whether it takes who was named. */
        MYSQL_ANSWER,
        /** An agent of the stream processing protocol introduces itself. */
        SPOP_HELLO
    }

    /**
     * Waits for a message of a protocol and reads it.
     *
     * @param comment what it is for
     * @param dialect how it is written
     */
    record Hear(String comment, Dialect dialect) implements CheckStep {}

    /** Only says something. */
    record Remark(String comment) implements CheckStep {}
}
