package dev.sluice.proxy.http;

import dev.sluice.config.ErrorFile;
import java.util.HashMap;
import java.util.Map;

/** What the proxy itself answers, by status code: built in, or read from files. */
final class Replies {
    private static final Map<Integer, Reply> BUILT_IN = new HashMap<>();

    static {
        add(400, "Bad request", "Your browser sent an invalid request.");
        add(401, "Unauthorized", "You need a valid user and password to access this content.");
        add(403, "Forbidden", "Request forbidden by administrative rules.");
        add(404, "Not Found", "The resource could not be found.");
        add(
                405,
                "Method Not Allowed",
                "A request was made of a resource using a request method not supported by that resource.");
        add(407, "Unauthorized", "You need a valid user and password to access this content.");
        add(408, "Request Time-out", "Your browser didn't send a complete request in time.");
        add(410, "Gone", "The resource is no longer available and will not be available again.");
        add(413, "Payload Too Large", "The request entity exceeds the maximum allowed.");
        add(414, "URI Too Long", "The URI provided was too long for the server to process.");
        add(421, "Misdirected Request", "Request sent to a non-authoritative server.");
        add(422, "Unprocessable Content", "The server cannot process the contained instructions.");
        add(425, "Too Early", "Your browser sent early data.");
        add(429, "Too Many Requests", "You have sent too many requests in a given amount of time.");
        add(431, "Request Header Fields Too Large", "Request Header Fields Too Large.");
        add(500, "Internal Server Error", "An internal server error occurred.");
        add(501, "Not Implemented", "The server does not support the functionality required to fulfill the request.");
        add(502, "Bad Gateway", "The server returned an invalid or incomplete response.");
        add(503, "Service Unavailable", "No server is available to handle this request.");
        add(504, "Gateway Time-out", "The server didn't respond in time.");
    }

    private final Map<Integer, Reply> files = new HashMap<>();

    Replies(Map<Integer, ErrorFile> errorFiles) {
        errorFiles.forEach((status, file) -> files.put(status, Reply.ofFile(status, file.content())));
    }

    private static void add(int status, String reason, String text) {
        BUILT_IN.put(status, Reply.of(status, reason, text));
    }

    /** The answer for a status that the proxy gives. */
    Reply of(int status) {
        Reply file = files.get(status);
        Reply known = file != null ? file : BUILT_IN.get(status);
        if (known == null) {
            throw new IllegalArgumentException("status " + status);
        }
        return known;
    }
}
