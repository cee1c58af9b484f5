package dev.sluice.config;

import java.util.Map;

/** The log lines that have a name, as formats (manual sections 8.2.2 to 8.2.4). */
public final class StandardLines {
    public static final String TCP = "%ci:%cp [%t] %ft %b/%s %Tw/%Tc/%Tt %B %ts %ac/%fc/%bc/%sc/%rc %sq/%bq";
    public static final String TCP_CLF = "%{+Q}o %{-Q}ci - - [%T] \"TCP \" 000 %B \"\" \"\" %cp %ms %ft %b %s"
            + " %Th %Tw %Tc %Tt %U %ts-- %ac %fc %bc %sc %rc %sq %bq \"\" \"\" ";
    public static final String HTTP = "%ci:%cp [%tr] %ft %b/%s %TR/%Tw/%Tc/%Tr/%Ta %ST %B %CC %CS %tsc"
            + " %ac/%fc/%bc/%sc/%rc %sq/%bq %hr %hs %{+Q}r";
    public static final String HTTP_CLF = "%{+Q}o %{-Q}ci - - [%trg] %r %ST %B \"\" \"\" %cp %ms %ft %b %s"
            + " %TR %Tw %Tc %Tr %Ta %tsc %ac %fc %bc %sc %rc %sq %bq %CC %CS %hrl %hsl";
    public static final String HTTPS = HTTP + " %[fc_err]/%[ssl_fc_err,hex]/%[ssl_c_err]/%[ssl_c_ca_err]"
            + "/%[ssl_fc_is_resumed] %[ssl_fc_sni]/%sslv/%sslc";

    /** The variables that configurations know them by. */
    public static final Map<String, String> VARIABLES = Map.of(
            "HAPROXY_TCP_LOG_FMT", TCP,
            "HAPROXY_TCP_CLF_LOG_FMT", TCP_CLF,
            "HAPROXY_HTTP_LOG_FMT", HTTP,
            "HAPROXY_HTTP_CLF_LOG_FMT", HTTP_CLF,
            "HAPROXY_HTTPS_LOG_FMT", HTTPS);

    private StandardLines() {}
}
