package dev.sluice.proxy.cache;

import dev.sluice.proxy.action.HeadEditor;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A head made of lines; it cannot be changed. */
record FakeHead(String... lines) implements HeadEditor {
    @Override
    public int fields() {
        return lines.length;
    }

    @Override
    public boolean isNamed(int field, byte[] lowerName) {
        return name(field).equals(new String(lowerName, StandardCharsets.ISO_8859_1));
    }

    @Override
    public String name(int field) {
        return lines[field].substring(0, lines[field].indexOf(':')).toLowerCase(Locale.ROOT);
    }

    @Override
    public String value(int field) {
        return lines[field].substring(lines[field].indexOf(':') + 1).strip();
    }

    @Override
    public boolean add(byte[] name, byte[] value, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean replace(int field, byte[] value, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(int field) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String target() {
        return "/";
    }

    @Override
    public boolean method(byte[] method) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean target(byte[] target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean status(int code, byte[] reason) {
        throw new UnsupportedOperationException();
    }
}
