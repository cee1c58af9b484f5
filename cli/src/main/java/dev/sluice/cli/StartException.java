package dev.sluice.cli;

import java.util.List;

/** The program cannot start; the lines say why, in HAProxy's words where it has some. */
final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    private final List<String> lines;

    StartException(List<String> lines) {
        super(String.join("\n", lines));
        this.lines = List.copyOf(lines);
    }

    List<String> lines() {
        return lines;
    }
}
