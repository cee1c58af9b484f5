package dev.sluice.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks a program for the passphrases of keys, for those that none of the ones known already opens. */
public final class PassphraseCommand implements KeyOpener {
    /** A program that has not answered by then asks somebody who is not there. */
    private static final int SECONDS_MAX = 30;

    /** Longer passphrases are none. */
    private static final int LENGTH_MAX = 4096;

    private final List<String> words;
    private final List<String> known = new ArrayList<>();

    /** Runs these words, the file's name behind the first. */
    public PassphraseCommand(List<String> words) {
        this.words = List.copyOf(words);
    }

    @Override
    public byte[] open(String file, byte[] content) throws TlsFormatException {
        for (String each : known) {
            try {
                return SealedKeys.open(content, each.toCharArray());
            } catch (TlsFormatException other) {
                // Not that one.
            }
        }
        String asked = ask(file);
        byte[] key = SealedKeys.open(content, asked.toCharArray());
        known.add(asked);
        return key;
    }

    private String ask(String file) throws TlsFormatException {
        List<String> line = new ArrayList<>(words);
        line.add(1, file);
        try {
            Process process = new ProcessBuilder(line)
                    .redirectInput(ProcessBuilder.Redirect.PIPE)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new TlsFormatException("the passphrase command did not end");
            }
            String said = new String(process.getInputStream().readNBytes(LENGTH_MAX), StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new TlsFormatException("the passphrase command failed with status " + process.exitValue());
            }
            return said.stripTrailing();
        } catch (IOException failure) {
            throw new TlsFormatException("the passphrase command cannot be run: " + failure.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TlsFormatException("interrupted");
        }
    }
}
