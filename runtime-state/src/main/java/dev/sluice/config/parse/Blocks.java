package dev.sluice.config.parse;

import dev.sluice.config.Diagnostic;
import dev.sluice.config.Diagnostic.Severity;
import dev.sluice.config.Location;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The lines that start with a dot: conditional blocks, and announcements. They must be balanced within a file. */
final class Blocks {
    private final Parsing parsing;
    private final Deque<Block> open = new ArrayDeque<>();

    Blocks(Parsing parsing) {
        this.parsing = parsing;
    }

    private enum State {
        /** Its lines count. */
        TAKEN,
        /** No branch was taken so far. */
        WAITING,
        /** An earlier branch was taken, or the whole block stands in lines that do not count. */
        DONE
    }

    private static final class Block {
        private final Location location;
        private State state;
        private boolean inElse;

        Block(Location location, State state) {
            this.location = location;
            this.state = state;
        }
    }

    /** Whether the lines here count. */
    boolean active() {
        return open.isEmpty() || open.getFirst().state == State.TAKEN;
    }

    /** Handles a line whose first word starts with a dot. */
    void directive(Location location, List<String> words) throws BadLineException {
        List<String> arguments = words.subList(1, words.size());
        switch (words.get(0)) {
            case ".if" -> openBlock(location, arguments);
            case ".elif" -> elseIf(arguments);
            case ".else" -> {
                none(".else", arguments);
                otherwise();
            }
            case ".endif" -> {
                none(".endif", arguments);
                last(".endif");
                open.removeFirst();
            }
            case ".notice" -> announce(Severity.NOTICE, location, words);
            case ".warning" -> announce(Severity.WARNING, location, words);
            case ".alert" -> announce(Severity.ALERT, location, words);
            case ".diag" -> announce(Severity.DIAG, location, words);
            default -> throw new BadLineException("unknown directive '" + words.get(0) + "'.");
        }
    }

    /** Complains about blocks that the file left open. */
    void endOfFile() {
        for (Block block : open) {
            parsing.diagnostics().alert(block.location, "non-terminated '.if' block.");
        }
    }

    private void openBlock(Location location, List<String> condition) throws BadLineException {
        if (!active()) {
            open.addFirst(new Block(location, State.DONE));
            return;
        }
        Block block = new Block(location, State.DONE);
        open.addFirst(block);
        block.state = holds(condition) ? State.TAKEN : State.WAITING;
    }

    private void elseIf(List<String> condition) throws BadLineException {
        Block block = last(".elif");
        if (block.inElse) {
            throw new BadLineException("'.elif' after '.else' is not permitted.");
        }
        if (block.state == State.WAITING) {
            block.state = holds(condition) ? State.TAKEN : State.WAITING;
        } else {
            block.state = State.DONE;
        }
    }

    private void otherwise() throws BadLineException {
        Block block = last(".else");
        if (block.inElse) {
            throw new BadLineException("'.else' after '.else' is not permitted.");
        }
        block.inElse = true;
        block.state = block.state == State.WAITING ? State.TAKEN : State.DONE;
    }

    private Block last(String directive) throws BadLineException {
        if (open.isEmpty()) {
            throw new BadLineException("lone '" + directive + "' with no matching '.if'.");
        }
        return open.getFirst();
    }

    private boolean holds(List<String> condition) throws BadLineException {
        return new ConditionEvaluator(parsing.environment(), parsing.options().features()).evaluate(condition);
    }

    private void announce(Severity severity, Location location, List<String> words) throws BadLineException {
        if (!active()) {
            return;
        }
        String text = words.size() > 1 ? words.get(1) : "";
        none(words.get(0), words.subList(Math.min(2, words.size()), words.size()));
        parsing.diagnostics().add(new Diagnostic(severity, location, "'" + text + "'."));
    }

    private static void none(String directive, List<String> arguments) throws BadLineException {
        if (!arguments.isEmpty()) {
            throw new BadLineException("unexpected argument '" + arguments.get(0) + "' for '" + directive + "'.");
        }
    }
}
