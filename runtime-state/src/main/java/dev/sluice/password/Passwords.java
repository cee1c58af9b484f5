package dev.sluice.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Who has the right password, kept for a while, since finding out is meant to be slow and browsers say it with each request. */
public final class Passwords {
    /** Right ones kept in each of two generations; an entry is some hundred bytes, and few sites have more users at work. */
    private static final int RIGHT_MAX = 4096;

    /** Wrong ones likewise, apart, so that guesses do not drive out what is right. */
    private static final int WRONG_MAX = 1024;

    /** Past so many waiting, each for milliseconds, somebody guesses: what comes on top counts as wrong. */
    private static final int WAITING_MAX = 256;

    private static final int IDLE_SECONDS = 10;
    private static final int SECRET_BYTES = 32;

    private final Recent right = new Recent(RIGHT_MAX);
    private final Recent wrong = new Recent(WRONG_MAX);
    private final Map<String, CompletableFuture<Boolean>> underWay = new ConcurrentHashMap<>();
    private final byte[] secret = new byte[SECRET_BYTES];
    private final ThreadPoolExecutor executor;

    /** Nothing is known yet. */
    public Passwords() {
        new SecureRandom().nextBytes(secret);
        executor = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_MAX), task -> {
                    Thread thread = new Thread(task, "sluice-passwords");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
    }

    /** Whether a password is the one that {@code written} was made of; null where that has to be found out. */
    public @Nullable Boolean known(String written, byte[] password) {
        return known(key(written, password));
    }

    private @Nullable Boolean known(String key) {
        return right.contains(key) ? Boolean.TRUE : wrong.contains(key) ? Boolean.FALSE : null;
    }

    /** Finds out elsewhere; who asks the same meanwhile gets the same answer. */
    public CompletableFuture<Boolean> find(String written, byte[] password) {
        String key = key(written, password);
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> before = underWay.putIfAbsent(key, mine);
        if (before != null) {
            return before;
        }
        byte[] own = password.clone();
        try {
            executor.execute(() -> {
                boolean matches = Crypt.matches(written, own);
                (matches ? right : wrong).add(key);
                underWay.remove(key);
                mine.complete(matches);
            });
        } catch (RejectedExecutionException full) {
            underWay.remove(key);
            mine.complete(false);
        }
        return mine;
    }

    /** Finds out at once, for who cannot wait. */
    public boolean findNow(String written, byte[] password) {
        String key = key(written, password);
        Boolean known = known(key);
        if (known != null) {
            return known;
        }
        boolean matches = Crypt.matches(written, password);
        (matches ? right : wrong).add(key);
        return matches;
    }

    /** What is kept in place of a password: nobody can read it out of memory. */
    private String key(String written, byte[] password) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(secret);
            digest.update(written.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return new String(digest.digest(password), StandardCharsets.ISO_8859_1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each JDK has SHA-256", e);
        }
    }

    /** A bounded set that forgets what was not asked for lately: when the young are as many as may be, they become the old. */
    private static final class Recent {
        private final int most;
        private volatile Map<String, Boolean> young = new ConcurrentHashMap<>();
        private volatile Map<String, Boolean> old = Map.of();

        Recent(int most) {
            this.most = most;
        }

        boolean contains(String key) {
            if (young.containsKey(key)) {
                return true;
            }
            if (old.containsKey(key)) {
                add(key);
                return true;
            }
            return false;
        }

        void add(String key) {
            Map<String, Boolean> present = young;
            if (present.size() >= most) {
                // Two threads may do so at once: then some is forgotten early, and found out again.
                old = present;
                present = new ConcurrentHashMap<>();
                young = present;
            }
            present.put(key, true);
        }
    }
}
