package dev.sluice.proxy.sample;

import dev.sluice.config.ProxySettings;
import dev.sluice.state.Frontend;

/** Whether who asks a request is to say who he is as proxies are told, not as sites are ({@code option http-use-proxy-header}). */
public final class ProxyCredentials {
    private ProxyCredentials() {}

    /** Whether the frontend stands in front of a proxy, and the request's target is one that only a proxy is asked for. */
    public static boolean areAskedFor(SampleContext context) {
        Frontend frontend = context.frontend();
        MessageView head = context.request();
        if (frontend == null
                || head == null
                || head.targetLength() == 0
                || !frontend.settings().get(ProxySettings.USE_PROXY_HEADER)) {
            return false;
        }
        byte first = head.at(head.targetStart());
        return first != '/' && first != '*';
    }
}
