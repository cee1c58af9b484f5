package dev.sluice.proxy.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client sends, what the server behind answers, and what everyone gets to see of it. Read from {@code conversations.txt}, where all
 * but those marked {@code differs} are what HAProxy 3.5 did, save the case of names and (as its own replies are counted twice there)
 * counters named in {@code ConversationTest}.
 */
record Conversation(
        String name,
        List<String> sends,
        boolean halfCloses,
        List<String> replies,
        String got,
        boolean ends,
        String server,
        List<String> logs,
        List<String> counts) {

    static List<Conversation> all() throws IOException {
        try (InputStream in = Conversation.class.getResourceAsStream("conversations.txt")) {
            List<Conversation> all = new ArrayList<>();
            for (String block : new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).split("(?m)^== ", -1)) {
                if (!block.isBlank() && !block.startsWith("#")) {
                    all.add(parse(block.split("\n", -1)));
                }
            }
            return all;
        }
    }

    private static Conversation parse(String[] lines) {
        List<String> sends = new ArrayList<>();
        List<String> replies = new ArrayList<>();
        List<String> logs = new ArrayList<>();
        List<String> counts = new ArrayList<>();
        boolean halfCloses = false;
        boolean ends = false;
        String got = "";
        String server = "";
        for (int i = 1; i < lines.length; i++) {
            int blank = lines[i].indexOf(' ');
            String word = blank < 0 ? lines[i] : lines[i].substring(0, blank);
            String rest = blank < 0 ? "" : lines[i].substring(blank + 1);
            switch (word) {
                case "send" -> sends.add(unescaped(rest));
                case "pause" -> sends.add("");
                case "close" -> halfCloses = true;
                case "reply" -> replies.add(unescaped(rest));
                case "got" -> got = unescaped(rest);
                case "eof" -> ends = true;
                case "server" -> server = unescaped(rest);
                case "log" -> logs.add(unescaped(rest));
                case "count" -> counts.add(rest);
                case "differs", "" -> {}
                default -> throw new IllegalArgumentException(lines[i]);
            }
        }
        return new Conversation(lines[0].trim(), sends, halfCloses, replies, got, ends, server, logs, counts);
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            char escaped = text.charAt(++i);
            switch (escaped) {
                case 'r' -> plain.append('\r');
                case 'n' -> plain.append('\n');
                case 't' -> plain.append('\t');
                case 'x' -> {
                    plain.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
                    i += 2;
                }
                default -> plain.append(escaped);
            }
        }
        return plain.toString();
    }

    @Override
    public String toString() {
        return name;
    }
}
