package dev.sluice.config.parse;

import dev.sluice.config.Configuration;
import dev.sluice.config.Diagnostic;
import dev.sluice.config.keyword.BuiltInKeywords;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The built-in language with a few criteria, and a resolver that knows one name. */
final class TestLanguage {
    static final Keywords KEYWORDS = Keywords.of(
            BuiltInKeywords.ALL,
            List.of(criterion("path"), criterion("path_beg"), criterion("src"), predefined("TRUE")));

    private static final ParseOptions OPTIONS = new ParseOptions(TestLanguage::resolve, Features.DEFAULT);

    private TestLanguage() {}

    private static Keyword criterion(String name) {
        return Keyword.of(name, "<pattern>...", Set.of(Place.CRITERION), "").effective(Conditions::take);
    }

    private static Keyword predefined(String name) {
        return Keyword.of(name, "", Set.of(Place.PREDEFINED_ACL), "").effective(line -> {});
    }

    private static InetAddress resolve(String host) throws UnknownHostException {
        if (host.equals("known.test")) {
            return InetAddress.getByAddress(new byte[] {10, 1, 2, 3});
        }
        throw new UnknownHostException(host);
    }

    static ParseResult parse(String text) {
        return parse(Map.of(), new Source("a.cfg", text));
    }

    static ParseResult parse(Map<String, String> environment, Source... sources) {
        return new ConfigurationParser(KEYWORDS).parse(List.of(sources), Environment.of(environment), OPTIONS);
    }

    /** The configuration of lines without a mistake. */
    static Configuration good(String... lines) {
        ParseResult result = parse(String.join("\n", lines));
        return result.usable().orElseThrow(() -> new AssertionError(said(result)));
    }

    /** {@code severity line: text} of all that was said. */
    static List<String> said(ParseResult result) {
        return result.diagnostics().stream().map(TestLanguage::shown).toList();
    }

    static String shown(Diagnostic diagnostic) {
        var location = diagnostic.location();
        return (location == null ? "-" : Integer.toString(location.line())) + " " + diagnostic.severity() + " "
                + diagnostic.text();
    }
}
