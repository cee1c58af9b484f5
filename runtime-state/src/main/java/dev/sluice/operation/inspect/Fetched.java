package dev.sluice.operation.inspect;

import java.util.List;
import java.util.Map;

/**
 * What came back.
 *
 * @param status the status; 0 where nothing came
 * @param reason the words behind it
 * @param fields in order, names in lower case
 * @param body one character for each byte
 */
public record Fetched(int status, String reason, List<Map.Entry<String, String>> fields, String body) {
    /** Keeps a copy of the list. */
    public Fetched {
        fields = List.copyOf(fields);
    }
}
