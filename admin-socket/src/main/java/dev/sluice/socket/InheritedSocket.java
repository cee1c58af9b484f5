package dev.sluice.socket;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What has to be known of, and done to, a listening descriptor that whoever started the program has opened. */
final class InheritedSocket {
    private InheritedSocket() {}

    /**
     * Sets O_NONBLOCK. Java has no public call for it on a bare number; the one it uses itself is opened to us by the launcher's
     * {@code --add-opens}.
     */
    static void makeNonBlocking(int number) throws IOException {
        try {
            Constructor<FileDescriptor> make = FileDescriptor.class.getDeclaredConstructor(int.class);
            make.setAccessible(true);
            Method configure = Class.forName("sun.nio.ch.IOUtil")
                    .getDeclaredMethod("configureBlocking", FileDescriptor.class, boolean.class);
            configure.setAccessible(true);
            configure.invoke(null, make.newInstance(number), false);
        } catch (ReflectiveOperationException e) {
            throw new IOException("cannot use the descriptor: " + e.getCause(), e);
        }
    }

    /** Whether it is a unix socket, by the kernel's list of these. */
    static boolean isUnix(int number) throws IOException {
        String link = Files.readSymbolicLink(Path.of("/proc/self/fd/" + number)).toString();
        if (!link.startsWith("socket:[")) {
            throw new IOException("the descriptor is no socket: " + link);
        }
        String inode = link.substring("socket:[".length(), link.length() - 1);
        // Names of abstract sockets may be no text, so bytes are taken for letters one by one.
        return Files.readAllLines(Path.of("/proc/self/net/unix"), StandardCharsets.ISO_8859_1).stream()
                .map(line -> line.trim().split(" +"))
                .anyMatch(columns -> columns.length > 6 && columns[6].equals(inode));
    }
}
