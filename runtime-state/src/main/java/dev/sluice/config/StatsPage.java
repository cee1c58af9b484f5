package dev.sluice.config;

import java.util.ArrayList;
import java.util.List;

/**
 * The statistics page of a proxy.
 *
 * @param enabled whether it answers
 * @param uri the prefix it answers under
 * @param refreshSeconds after how many seconds the page asks for itself again; 0 for never
 * @param realm what a browser shows when it asks for a password; empty for the usual words
 * @param users {@code user:password} of those who may see it; empty for everybody
 * @param scope the names of the proxies it shows, {@code .} for the one it is part of; empty for all
 * @param hideVersion whether it keeps the version to itself
 * @param showLegends whether it shows addresses and algorithms
 * @param showModules whether it shows what single protocols count
 * @param node the name of the node it shows; empty for none
 * @param description the text it shows; empty for none
 */
public record StatsPage(
        boolean enabled,
        String uri,
        long refreshSeconds,
        String realm,
        List<String> users,
        List<String> scope,
        boolean hideVersion,
        boolean showLegends,
        boolean showModules,
        String node,
        String description) {
    /** As a node or description: the one that the {@code global} section has. */
    public static final String OWN = "\u0000";

    /** No page. */
    public static final StatsPage OFF = new StatsPage(false, "/haproxy?stats");

    /** Keeps copies of the lists. */
    public StatsPage {
        users = List.copyOf(users);
        scope = List.copyOf(scope);
    }

    /** One that says no more than where it is. */
    public StatsPage(boolean enabled, String uri) {
        this(enabled, uri, 0, "", List.of(), List.of(), false, false, false, "", "");
    }

    /** It answers. */
    public StatsPage enable() {
        return new StatsPage(
                true,
                uri,
                refreshSeconds,
                realm,
                users,
                scope,
                hideVersion,
                showLegends,
                showModules,
                node,
                description);
    }

    /** It answers under this prefix. */
    public StatsPage uri(String prefix) {
        return new StatsPage(
                enabled,
                prefix,
                refreshSeconds,
                realm,
                users,
                scope,
                hideVersion,
                showLegends,
                showModules,
                node,
                description);
    }

    /** A browser shows this when it asks for a password. */
    public StatsPage realm(String text) {
        return new StatsPage(
                enabled,
                uri,
                refreshSeconds,
                text,
                users,
                scope,
                hideVersion,
                showLegends,
                showModules,
                node,
                description);
    }

    /** This user may see it too. */
    public StatsPage user(String user) {
        return new StatsPage(
                enabled,
                uri,
                refreshSeconds,
                realm,
                added(users, user),
                scope,
                hideVersion,
                showLegends,
                showModules,
                node,
                description);
    }

    /** It shows this proxy too. */
    public StatsPage scope(String proxy) {
        return new StatsPage(
                enabled,
                uri,
                refreshSeconds,
                realm,
                users,
                added(scope, proxy),
                hideVersion,
                showLegends,
                showModules,
                node,
                description);
    }

    /** It asks for itself again after so many seconds. */
    public StatsPage refresh(long seconds) {
        return new StatsPage(
                enabled, uri, seconds, realm, users, scope, hideVersion, showLegends, showModules, node, description);
    }

    /** It shows the version or not. */
    public StatsPage version(boolean hidden) {
        return new StatsPage(
                enabled, uri, refreshSeconds, realm, users, scope, hidden, showLegends, showModules, node, description);
    }

    /** It shows addresses and algorithms. */
    public StatsPage legends() {
        return new StatsPage(
                enabled, uri, refreshSeconds, realm, users, scope, hideVersion, true, showModules, node, description);
    }

    /** It shows what single protocols count. */
    public StatsPage modules() {
        return new StatsPage(
                enabled, uri, refreshSeconds, realm, users, scope, hideVersion, showLegends, true, node, description);
    }

    /** It shows this name of a node. */
    public StatsPage node(String name) {
        return new StatsPage(
                enabled,
                uri,
                refreshSeconds,
                realm,
                users,
                scope,
                hideVersion,
                showLegends,
                showModules,
                name,
                description);
    }

    /** It shows this text. */
    public StatsPage description(String text) {
        return new StatsPage(
                enabled, uri, refreshSeconds, realm, users, scope, hideVersion, showLegends, showModules, node, text);
    }

    private static List<String> added(List<String> before, String more) {
        List<String> all = new ArrayList<>(before);
        all.add(more);
        return all;
    }
}
