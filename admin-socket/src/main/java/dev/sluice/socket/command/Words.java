package dev.sluice.socket.command;

import java.util.List;
import java.util.Optional;

/**
 * The words behind a command's keyword, and its payload. Immutable.
 *
 * @param list the words; not copied, so nobody may change them any more
 * @param payload what followed the line
 */
public record Words(List<String> list, Optional<String> payload) {
    /** The word at a place, from 0; empty where there is none, which is how HAProxy sees it too. */
    public String at(int index) {
        return index < list.size() ? list.get(index) : "";
    }

    /** How many there are. */
    public int count() {
        return list.size();
    }

    /** Whether the word at a place was said. */
    public boolean has(int index) {
        return index < list.size();
    }

    /** Whether one of them is this. */
    public boolean contains(String word) {
        return list.contains(word);
    }

    /** All from a place on. */
    public Words from(int index) {
        return new Words(list.subList(Math.min(index, list.size()), list.size()), payload);
    }
}
