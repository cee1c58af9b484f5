package dev.sluice.proxy.sample.fetch;

import static dev.sluice.proxy.sample.Signature.Kind.STRING;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.UserList;
import dev.sluice.config.UserList.User;
import dev.sluice.password.Passwords;
import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import dev.sluice.state.RuntimeState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Who asks, by name and password. */
final class AuthFetches {
    private static final Signature LIST = Signature.of(1, STRING);

    static final List<Fetch> ALL = List.of(
            Fetch.of(
                    "http_auth",
                    LIST,
                    SampleType.BOOL,
                    Layer.REQUEST,
                    "whether name and password are those of a user of a list",
                    (arguments, scope) -> {
                        Users users = users(arguments, scope);
                        return (context, sample) -> sample.bool(users.find(context) != null);
                    }),
            Fetch.of(
                    "http_auth_group",
                    LIST,
                    SampleType.STR,
                    Layer.REQUEST,
                    "the name of a user of a list whose password is right",
                    (arguments, scope) -> {
                        Users users = users(arguments, scope);
                        return (context, sample) -> users.find(context) != null
                                && sample.text(users.name(context).getBytes(StandardCharsets.ISO_8859_1));
                    }),
            Fetch.of(
                    "http_auth_groups",
                    LIST,
                    SampleType.STR,
                    Layer.REQUEST,
                    "the groups of a user of a list whose password is right, one after the other",
                    (arguments, scope) -> {
                        Users users = users(arguments, scope);
                        return (context, sample) -> group(users.find(context), sample);
                    }));

    private AuthFetches() {}

    private static boolean group(@Nullable User user, Sample sample) {
        int number = (int) sample.cursor();
        List<String> groups = user == null ? List.of() : user.groups();
        if (number >= groups.size()) {
            return false;
        }
        if (sample.isIterating() && number + 1 < groups.size()) {
            sample.continueAt(number + 1L);
        }
        return sample.text(groups.get(number).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Users users(Arguments arguments, CompileScope scope) throws SampleException {
        RuntimeState state = scope.find(RuntimeState.class);
        Users users = new Users(state, arguments.text(0));
        if (!scope.checksOnly() && users.list() == null) {
            throw new SampleException(
                    "unable to find userlist '" + arguments.text(0) + "' referenced in arg 1 of fetch method");
        }
        return users;
    }

    /**
     * The users of a section.
     *
     * @param state where the sections stand; null while texts are only checked
     * @param name its name
     */
    private record Users(@Nullable RuntimeState state, String name) {
        @Nullable
        UserList list() {
            return state == null
                    ? null
                    : state.configuration()
                            .global()
                            .get(GlobalSettings.USER_LISTS)
                            .get(name);
        }

        /** The name that is said. */
        String name(SampleContext context) {
            String pair = BodyFetches.basic(context);
            return pair.substring(0, Math.max(0, pair.indexOf(':')));
        }

        /** The user whose name and password are said; null where it is none, or that is not known yet. */
        @Nullable
        User find(SampleContext context) {
            UserList list = list();
            String pair = BodyFetches.basic(context);
            int colon = pair.indexOf(':');
            if (list == null || colon < 0) {
                return null;
            }
            User user = list.users().get(pair.substring(0, colon));
            byte[] password = pair.substring(colon + 1).getBytes(StandardCharsets.ISO_8859_1);
            return user != null && isRight(context, user, password) ? user : null;
        }

        private boolean isRight(SampleContext context, User user, byte[] password) {
            if (!user.encrypted()) {
                return MessageDigest.isEqual(user.password().getBytes(StandardCharsets.ISO_8859_1), password);
            }
            if (state == null || user.password().isEmpty()) {
                return false;
            }
            Passwords passwords = state.passwords();
            Boolean known = passwords.known(user.password(), password);
            if (known != null) {
                return known;
            }
            if (!context.canWait()) {
                return passwords.findNow(user.password(), password);
            }
            CompletableFuture<Boolean> found = passwords.find(user.password(), password);
            if (found.isDone()) {
                return found.join();
            }
            context.waitFor(found);
            return false;
        }
    }
}
