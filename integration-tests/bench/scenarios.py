"""What is measured: configurations, which both programs read, and the loads that meet them."""
import loads

HEAD = """
global
    stats socket %(dir)s/%(name)s.sock mode 600 level admin
    nbthread %(workers)d
    log 127.0.0.1:%(log)d local0
defaults
    timeout connect 5s
    timeout client 60s
    timeout server 60s
"""


def plain(mode, bind="", options=""):
    return HEAD + """frontend fe
    mode %s
    bind 127.0.0.1:%%(port)d%s
    %s
    default_backend be
backend be
    mode %s
    %s
    balance roundrobin
    server s1 127.0.0.1:%%(origin)d
""" % (mode, bind, options, mode, options)


# What an everyday site has: twenty rules, a line of httplog for each request, a stick table that counts requests, a cookie that keeps to a server.
RULES = HEAD + """    mode http
    log global
    option httplog
    option forwardfor
frontend fe
    bind 127.0.0.1:%(port)d
    stick-table type ip size 100k expire 10m store http_req_rate(10s),conn_cur
    acl is_api path_beg /api/
    acl is_static path_beg /static/ /images/ /css/ /js/
    acl is_scanner hdr_sub(user-agent) -i sqlmap nikto masscan
    acl is_internal src 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16
    http-request track-sc0 src
    http-request deny deny_status 429 if { sc_http_req_rate(0) gt 1000000000 }
    http-request deny if { method TRACE CONNECT }
    http-request deny if is_scanner
    http-request deny if { path_sub -i /../ /.git/ }
    http-request deny if { req.hdr_cnt(host) gt 1 }
    http-request deny if { path_beg /admin/ } !is_internal
    http-request return status 200 content-type text/plain string ok if { path /health }
    http-request redirect location /new code 301 if { path /old }
    http-request replace-path ^/v1/(.*) /\\1 if is_api
    http-request set-var(txn.host) req.hdr(host),lower
    http-request capture req.hdr(user-agent) len 64
    http-request del-header X-Internal
    http-request set-header X-Forwarded-Proto http
    http-request set-header X-Client-IP %%[src]
    http-request set-header X-Host %%[var(txn.host)]
    http-response set-header Strict-Transport-Security max-age=31536000
    http-response set-header X-Frame-Options SAMEORIGIN
    http-response del-header Server
    http-response set-header X-Served-By %%s
    use_backend api if is_api
    use_backend static if is_static
    default_backend be
backend be
    balance roundrobin
    cookie SRV insert indirect nocache
    server s1 127.0.0.1:%(origin)d cookie s1
    server s2 127.0.0.1:%(origin)d cookie s2
backend api
    server s1 127.0.0.1:%(origin)d
backend static
    server s1 127.0.0.1:%(origin)d
"""

MANY = HEAD + """    mode http
frontend fe
    bind 127.0.0.1:%(port)d
    use_backend b%%[rand(1000)]
""" + "".join("backend b%d\n    balance roundrobin\n" % b + "".join(
    "    server s%d 127.0.0.1:%%(origin)d\n" % s for s in range(10)) for b in range(1000))

# Nobody shall be remembered, so that each handshake is a whole one.
TLS = " ssl crt %(dir)s/cert.pem"
FULL = TLS + " no-tls-tickets"
OLD = TLS + " ssl-max-ver TLSv1.2"

SCENARIOS = {
    "http-small": {"config": plain("http"), "what": "keep-alive HTTP, replies of 12 bytes"},
    "http-16k": {"config": plain("http"), "path": "/16k", "what": "keep-alive HTTP, replies of 16 kB"},
    "http-rules": {"config": RULES, "headers": ["Cookie: SRV=s1; lang=en", "User-Agent: Mozilla/5.0 (X11; Linux x86_64)"],
                   "what": "http-small through twenty rules, httplog, a stick table and a cookie"},
    "http-close": {"config": plain("http"), "headers": ["Connection: close"], "what": "a client connection for each request"},
    "http-pipelined": {"config": plain("http"), "script": loads.PIPELINE, "what": "sixteen requests at a time on a connection"},
    "tcp-small": {"config": plain("tcp"), "what": "messages of http-small through a proxy that does not look at them"},
    "tcp-bulk": {"config": plain("tcp", options="option splice-auto"), "path": "/10m", "megabytes": 10.48576, "connections": 4, "unit": "MB",
                 "what": "10 MB at a time over TCP, option splice-auto"},
    "tcp-copied": {"config": plain("tcp"), "path": "/10m", "megabytes": 10.48576, "connections": 4, "unit": "MB",
                   "what": "the same without splice-auto"},
    "tcp-connect": {"config": plain("tcp"), "headers": ["Connection: close"], "unit": "connection", "what": "a TCP connection for each message"},
    "tls-small": {"config": plain("http", TLS), "scheme": "https", "what": "http-small under TLS"},
    "tls-bulk": {"config": plain("http", TLS), "scheme": "https", "path": "/10m", "megabytes": 10.48576, "connections": 4, "unit": "MB",
                 "what": "10 MB at a time under TLS"},
    "tls-handshake": {"config": plain("http", FULL), "scheme": "https", "headers": ["Connection: close"], "connections": 16, "unit": "connection",
                      "what": "a whole handshake for each request"},
    "tls-resumed": {"config": plain("http", OLD), "load": loads.s_time, "unit": "connection", "what": "a session taken up again for each request, TLS 1.2"},
    "h2-small": {"config": plain("http", TLS + " alpn h2"), "scheme": "https", "load": loads.h2load, "connections": 16, "streams": 8,
                 "what": "HTTP/2 under TLS, replies of 12 bytes, 8 streams on each of 16 connections"},
    "h2-bulk": {"config": plain("http", TLS + " alpn h2"), "scheme": "https", "load": loads.h2load, "path": "/1m", "megabytes": 1.048576,
                "connections": 4, "streams": 4, "unit": "MB", "what": "1 MB at a time over HTTP/2 under TLS"},
    "many-backends": {"config": MANY, "what": "http-small over a thousand backends of ten servers"},
}
