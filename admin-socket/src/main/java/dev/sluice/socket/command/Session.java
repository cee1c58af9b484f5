package dev.sluice.socket.command;

import dev.sluice.config.BindSettings.SeverityOutput;
import dev.sluice.config.Level;

/** What a connection has chosen for itself. Confined to its event loop. */
public final class Session {
    private final Level firstLevel;
    private Level level;
    private SeverityOutput severity;
    private Mode mode;
    private boolean timed;
    private boolean expert;
    private boolean experimental;
    private long timeoutMillis;
    private boolean quitting;
    private long anonKey;
    private boolean json;

    /** As a socket begins it. */
    public Session(Level level, SeverityOutput severity, Mode mode, long timeoutMillis) {
        this.firstLevel = level;
        this.level = level;
        this.severity = severity;
        this.mode = mode;
        this.timeoutMillis = timeoutMillis;
    }

    /** What its commands may do. */
    public Level level() {
        return level;
    }

    /** What they might do at its beginning: {@code show stat} goes by that. */
    public Level firstLevel() {
        return firstLevel;
    }

    /** Gives up rights, and with them the special modes. */
    public void lower(Level next) {
        level = next;
        expert = false;
        experimental = false;
    }

    /** How messages show their severity. */
    public SeverityOutput severity() {
        return severity;
    }

    /** Sets how messages show their severity. */
    public void severity(SeverityOutput next) {
        severity = next;
    }

    /** Whether it stays and prompts. */
    public Mode mode() {
        return mode;
    }

    /** Sets whether it stays and prompts. */
    public void mode(Mode next) {
        mode = next;
    }

    /** Whether the prompt tells the uptime. */
    public boolean isTimed() {
        return timed;
    }

    /** Sets whether the prompt tells the uptime. */
    public void timed(boolean on) {
        timed = on;
    }

    /** Whether commands for experts run. */
    public boolean isExpert() {
        return expert;
    }

    /** Sets whether commands for experts run. */
    public void expert(boolean on) {
        expert = on;
    }

    /** Whether experimental commands run. */
    public boolean isExperimental() {
        return experimental;
    }

    /** Sets whether experimental commands run. */
    public void experimental(boolean on) {
        experimental = on;
    }

    /** What names are hidden with; 0 where they are shown. */
    public long anonKey() {
        return anonKey;
    }

    /** Hides names, or shows them again (0). */
    public void anonKey(long key) {
        anonKey = key;
    }

    /** Whether lists and values are answered as JSON. */
    public boolean isJson() {
        return json;
    }

    /** Sets whether lists and values are answered as JSON. */
    public void json(boolean on) {
        json = on;
    }

    /** Idle time after which the connection is closed. */
    public long timeoutMillis() {
        return timeoutMillis;
    }

    /** Sets the idle time after which the connection is closed. */
    public void timeoutMillis(long millis) {
        timeoutMillis = millis;
    }

    /** Whether the connection ends, whatever else came. */
    public boolean isQuitting() {
        return quitting;
    }

    /** Ends the connection. */
    public void quit() {
        quitting = true;
    }

    /** How long a connection stays. */
    public enum Mode {
        /** One line is served. */
        SINGLE,
        /** Any number of lines. */
        INTERACTIVE,
        /** Any number of lines, and a prompt says that the next is awaited. */
        PROMPT;

        /** Whether more lines are served. */
        public boolean stays() {
            return this != SINGLE;
        }
    }
}
