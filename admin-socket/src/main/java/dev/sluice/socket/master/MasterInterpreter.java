package dev.sluice.socket.master;

import dev.sluice.config.BindSettings.SeverityOutput;
import dev.sluice.config.Level;
import dev.sluice.operation.Caller;
import dev.sluice.operation.Door;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.process.Reload;
import dev.sluice.socket.command.Reply;
import dev.sluice.socket.command.Session;
import dev.sluice.socket.command.Speaker;
import dev.sluice.socket.command.Vocabulary;
import dev.sluice.socket.conversation.CommandRunner;
import dev.sluice.socket.conversation.Interpreter;
import dev.sluice.socket.conversation.Uptime;
import dev.sluice.socket.conversation.Wire;
import dev.sluice.socket.line.Command;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Understands the master's socket: a prefix says which process a command is for, the master has a few of its own, and what it says for
 * itself lacks the empty line. Confined to its connection's event loop.
 */
public final class MasterInterpreter implements Interpreter {
    /** How {@code prompt} is used here. */
    public static final String PROMPT_USAGE = """
            Usage: prompt [help | i | p | timed]*
            Changes the default prompt and interactive mode. Available options:
              help    display this help
              i       set to interactive mode only (no prompt, multi-command)
              p       set to prompt+interactive mode (prompt + multi-command)
              timed   toggle displaying the current date in the prompt
            Without any argument, toggles between i<->p.""";

    private final Door door;
    private final Speaker speaker;
    private final Session session;
    private final Vocabulary workerWords;
    private final Supplier<Reloads> reloads;
    private final Runnable onRefusedReload;
    private final String identity;
    private final Wire wire;
    private final CommandRunner own;
    private final SessionWordsOfMaster settings;
    private boolean toWorker;
    private @Nullable CommandRunner inside;

    /**
     * An interpreter for one connection.
     *
     * @param world what it works on
     * @param speaker the connection, whose vocabulary is the worker's
     * @param identity what is known of the client
     * @param wire hands outcomes over to the event loop
     */
    public MasterInterpreter(World world, Speaker speaker, String identity, Wire wire) {
        this.door = world.door();
        this.speaker = speaker;
        this.session = speaker.session();
        this.workerWords = speaker.vocabulary();
        this.reloads = world.reloads();
        this.onRefusedReload = world.onRefusedReload();
        this.identity = identity;
        this.wire = wire;
        this.own = new CommandRunner(
                door, new WorkerSpeaker(speaker, session, MasterWords.ALL, PROMPT_USAGE), identity, wire);
        this.settings = new SessionWordsOfMaster(session);
    }

    /**
     * What the master works on.
     *
     * @param door where operations go
     * @param reloads what happened so far
     * @param onRefusedReload counts one more that failed
     */
    public record World(Door door, Supplier<Reloads> reloads, Runnable onRefusedReload) {}

    @Override
    public void run(Command command, Optional<String> payload, Consumer<Reply> then) {
        CommandRunner session = inside;
        if (session != null) {
            session.run(command, payload, then);
            return;
        }
        String text = command.text().stripLeading();
        if (!text.startsWith("@")) {
            Optional<Reply> done = settings.run(command.words());
            if (done.isPresent()) {
                then.accept(done.get());
            } else {
                run(toWorker, command, payload, then);
            }
            return;
        }
        String[] parts = text.split("[ \t]+", 2);
        boolean both = parts[0].startsWith("@@");
        Optional<Boolean> target = target(parts[0].substring(both ? 2 : 1));
        if (target.isEmpty()) {
            then.accept(new Reply.Last("Can't find the target PID matching the prefix '" + parts[0] + "'"));
            return;
        }
        boolean alone = parts.length < 2 || parts[1].isBlank();
        if (both && target.get()) {
            enter(alone, alone ? null : Command.of(parts[1]), payload, then);
        } else if (alone) {
            toWorker = target.get();
            then.accept(Reply.NOTHING);
        } else {
            run(target.get(), Command.of(parts[1]), payload, then);
        }
    }

    /** Whether a prefix means the worker; empty where it means nobody. */
    private Optional<Boolean> target(String prefix) {
        long pid = speaker.state().process().identity().pid();
        return switch (prefix.replaceFirst("^0+(?=\\d)", "")) {
            case "", "0", "master" -> Optional.of(false);
            case "1" -> Optional.of(true);
            default -> prefix.equals("!" + pid) ? Optional.of(true) : Optional.empty();
        };
    }

    /** Stays with the worker: for the rest of the line, or until it is left. */
    private void enter(boolean alone, @Nullable Command first, Optional<String> payload, Consumer<Reply> then) {
        CommandRunner runner = worker(alone ? Session.Mode.INTERACTIVE : Session.Mode.SINGLE);
        inside = runner;
        if (first == null) {
            then.accept(Reply.NOTHING);
        } else {
            runner.run(first, payload, then);
        }
    }

    /** A command for the worker gets a session of its own, with the rights and the severity of this one. */
    private CommandRunner worker(Session.Mode mode) {
        Session forwarded = new Session(Level.ADMIN, session.severity(), mode, session.timeoutMillis());
        forwarded.lower(session.level());
        forwarded.expert(session.isExpert());
        forwarded.experimental(session.isExperimental());
        return new CommandRunner(
                door, new WorkerSpeaker(speaker, forwarded, workerWords, speaker.promptUsage()), identity, wire);
    }

    private void run(boolean worker, Command command, Optional<String> payload, Consumer<Reply> then) {
        if (worker) {
            worker(Session.Mode.SINGLE).run(command, payload, then);
        } else {
            master(command.words(), command, payload, then);
        }
    }

    private void master(List<String> words, Command command, Optional<String> payload, Consumer<Reply> then) {
        String first = words.isEmpty() ? "" : words.get(0);
        String second = words.size() > 1 ? words.get(1) : "";
        String third = words.size() > 2 ? words.get(2) : "";
        if (first.equals("reload") || first.equals("hard-reload")) {
            reload(first.equals("hard-reload"), then);
        } else if (first.equals("show") && second.equals("proc")) {
            then.accept(
                    third.isEmpty() || third.equals("debug")
                            ? Reply.data(Processes.table(speaker, reloads.get(), !third.isEmpty()))
                            : Reply.error("'show proc' only supports 'debug' as argument"));
        } else if (first.equals("show") && second.equals("cli") && third.equals("sockets")) {
            // The master's own socket is not in the list, as in HAProxy.
            then.accept(Reply.OK);
        } else {
            own.run(command, payload, then);
        }
    }

    private void reload(boolean hard, Consumer<Reply> then) {
        if (session.level() == Level.USER) {
            then.accept(Reply.error("Permission denied"));
            return;
        }
        // On this socket an operator may reload, which the operation itself leaves to admins.
        Caller caller = new Caller(Level.ADMIN, "socket", "master " + identity);
        door.submit(new Reload(), caller)
                .whenComplete((outcome, failure) -> wire.execute(() -> reloaded(outcome, hard, caller, then)));
    }

    private void reloaded(@Nullable Outcome outcome, boolean hard, Caller caller, Consumer<Reply> then) {
        session.quit();
        if (outcome instanceof Outcome.Done done) {
            if (hard) {
                new SessionCutter(door, caller).cutAll();
            }
            then.accept(Reply.data("Success=1\n--\n" + notices("NOTICE", done.text())));
        } else {
            onRefusedReload.run();
            String why = outcome instanceof Outcome.Refused refused ? refused.text() : "Internal error.";
            then.accept(Reply.data("Success=0\n--\n" + notices("ALERT", why)));
        }
    }

    private String notices(String severity, String text) {
        StringBuilder lines = new StringBuilder();
        long pid = speaker.state().process().identity().pid();
        text.lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> lines.append(
                        line.startsWith("[") ? line + "\n" : "[" + severity + "]   (" + pid + ") : " + line + "\n"));
        return lines.toString();
    }

    @Override
    public boolean lineDone() {
        CommandRunner session = inside;
        if (session != null && (session.isOver() || !session.lineDone())) {
            inside = null;
        }
        return true;
    }

    @Override
    public boolean isOver() {
        CommandRunner there = inside;
        if (there != null && there.isOver()) {
            inside = null;
        }
        return session.isQuitting();
    }

    @Override
    public String behindCommand() {
        return inside == null && isPrompting() && !session.isQuitting() ? prompt() : "";
    }

    @Override
    public String behindLine() {
        CommandRunner there = inside;
        return there == null ? "" : there.behindLine();
    }

    private String prompt() {
        String uptime = Uptime.of(speaker, session);
        String flags = (session.isExpert() ? "x" : "")
                + (session.isExperimental() ? "e" : "")
                + (settings.isDebugging() ? "d" : "");
        String name = toWorker
                ? Long.toString(speaker.state().process().identity().pid())
                : reloads.get().failed() > 0 ? "master[ReloadFailed]" : "master";
        return (uptime.isEmpty() ? "" : uptime + " ") + name + (flags.isEmpty() ? "" : "(" + flags + ")") + "> ";
    }

    @Override
    public boolean isPrompting() {
        return session.mode() == Session.Mode.PROMPT;
    }

    @Override
    public SeverityOutput severity() {
        return session.severity();
    }

    @Override
    public void endAfterReply() {
        session.quit();
    }
}
