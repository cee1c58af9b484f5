package dev.sluice.proxy.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestHeadTest {
    private static final String GET = ":method=GET|:scheme=http|:authority=a|:path=/";

    private static final String UPGRADE = ":method=CONNECT|:scheme=http|:authority=a|:path=/";

    private static Http2Headers headers(String fields) {
        Http2Headers headers = new DefaultHttp2Headers(false);
        for (String field : fields.split("\\|", -1)) {
            int at = field.indexOf('=', 1);
            headers.add(field.substring(0, at), field.substring(at + 1));
        }
        return headers;
    }

    private static String text(String fields, boolean ended) {
        RequestHead head = RequestHead.read(headers(fields), ended);
        ByteBuf out = Unpooled.buffer();
        Objects.requireNonNull(head).write(out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void namesTheHostOnceAndJoinsCookies() {
        assertThat(text(GET + "|cookie=a=1|x=y|cookie=b=2", true))
                .isEqualTo("GET http://a/ HTTP/2.0\r\nx: y\r\nhost: a\r\ncookie: a=1; b=2\r\n\r\n");
        assertThat(text(GET + "|host=a", true)).isEqualTo("GET http://a/ HTTP/2.0\r\nhost: a\r\n\r\n");
    }

    @Test
    void believesTheAuthorityAndNotAFieldBesideIt() {
        assertThat(text(GET + "|host=other", true)).isEqualTo("GET http://a/ HTTP/2.0\r\nhost: a\r\n\r\n");
        assertThat(text(":method=GET|:scheme=http|:path=/x|host=b:80", true))
                .isEqualTo("GET /x HTTP/2.0\r\nhost: b:80\r\n\r\n");
    }

    @Test
    void leavesOutTheUsualPort() {
        assertThat(text(GET.replace("=a", "=a:80"), true)).isEqualTo("GET http://a/ HTTP/2.0\r\nhost: a\r\n\r\n");
        assertThat(text(GET.replace("=a", "=a:443"), true)).startsWith("GET http://a:443/ ");
        assertThat(text(GET.replace("=a", "=a:443").replace("http", "https"), true))
                .isEqualTo("GET https://a/ HTTP/2.0\r\nhost: a\r\n\r\n");
        assertThat(text(GET.replace("=a", "=[::1]:80"), true)).startsWith("GET http://[::1]/ ");
    }

    @Test
    void takesBlanksAroundValuesForNothing() {
        assertThat(text(GET + "|x=  a b\t|content-length=00, 0", true))
                .isEqualTo("GET http://a/ HTTP/2.0\r\nx: a b\r\ncontent-length: 0\r\nhost: a\r\n\r\n");
    }

    @Test
    void asksForAnotherProtocolAsHttp1Does() {
        assertThat(text(UPGRADE + "|:protocol=websocket|x=y", false))
                .isEqualTo("GET http://a/ HTTP/2.0\r\nupgrade: websocket\r\nconnection: upgrade\r\nx: y\r\n"
                        + "host: a\r\n\r\n");
        assertThat(text(UPGRADE + "|:protocol=a/1.0", false)).contains("\r\nupgrade: a/1.0\r\n");
    }

    @Test
    void saysHowTheBodyEndsWhereNobodyHas() {
        assertThat(text(GET, false)).endsWith("host: a\r\ntransfer-encoding: chunked\r\n\r\n");
        assertThat(text(GET + "|content-length=3|content-length=3", false))
                .isEqualTo("GET http://a/ HTTP/2.0\r\ncontent-length: 3\r\nhost: a\r\n\r\n");
    }

    @Test
    void asksForOptionsOfTheServerAsAWholeAndForTunnels() {
        assertThat(text(":method=OPTIONS|:scheme=http|:authority=a|:path=*", true))
                .isEqualTo("OPTIONS * HTTP/2.0\r\nhost: a\r\n\r\n");
        assertThat(text(":method=CONNECT|:authority=a:1", false))
                .isEqualTo("CONNECT a:1 HTTP/2.0\r\nhost: a:1\r\n\r\n");
    }

    static Stream<String> malformed() {
        return Stream.of(
                ":scheme=http|:authority=a|:path=/",
                ":method=GET|:authority=a|:path=/",
                ":method=GET|:scheme=http|:authority=a",
                ":method=GET|:scheme=http|:authority=a|:path=",
                ":method=GET|:scheme=http|:authority=a|:path=x",
                ":method=PRI|:scheme=http|:authority=a|:path=*",
                ":method=GET|:scheme=http|:authority=a|:path=/ x",
                ":method=GET|:scheme=http|:authority=a|:path=/\r\nx: y",
                ":method=GET|:scheme=http|:authority=a|:path=/#f",
                ":method=GET|:scheme=http|:authority=a|:path=/\u0080",
                ":method=GE T|:scheme=http|:authority=a|:path=/",
                ":method=|:scheme=http|:authority=a|:path=/",
                ":method=GET / HTTP/1.1\r\nx:|:scheme=http|:authority=a|:path=/",
                ":method=GET|:scheme=h ttp|:authority=a|:path=/",
                ":method=GET|:scheme=http|:authority=a b|:path=/",
                ":method=GET|:scheme=http|:authority=a\r\nx: y|:path=/",
                ":method=GET|:scheme=http|:authority=u@a|:path=/",
                ":method=GET|:scheme=http|:authority=a/b|:path=/",
                ":method=GET|:scheme=http|:authority=a|:path=/|:path=/x",
                ":method=GET|:scheme=http|:authority=a|:path=/|:status=200",
                ":method=GET|:scheme=http|:authority=a|:path=/|:protocol=websocket",
                UPGRADE + "|:protocol=h2c",
                UPGRADE + "|:protocol=a b",
                UPGRADE + "|:protocol=a\r\nx: y",
                UPGRADE + "|:protocol=",
                UPGRADE + "|:protocol=a|:protocol=b",
                UPGRADE + "|:protocol=a|content-length=0",
                ":method=CONNECT|:authority=a|:path=/|:protocol=websocket",
                ":method=CONNECT|:scheme=http|:authority=a:1|:path=/",
                ":method=CONNECT",
                GET + "|Upper=x",
                GET + "|a b=x",
                GET + "|a:=x",
                GET + "|a\r\n=x",
                GET + "|a=x\r\ny: z",
                GET + "|a=x\ny: z",
                GET + "|a=x\ry",
                GET + "|a=x\u0000",
                GET + "|connection=close",
                GET + "|keep-alive=timeout=5",
                GET + "|proxy-connection=keep-alive",
                GET + "|transfer-encoding=chunked",
                GET + "|upgrade=h2c",
                GET + "|te=gzip",
                GET + "|content-length=1",
                GET + "|content-length=-1",
                GET + "|content-length=+0",
                GET + "|content-length=0, 1",
                GET + "|host=b|host=c",
                GET + "|content-length=0|content-length=00000000000000000000",
                GET + "|content-length=0x0");
    }

    /** Either there is no request at all, or what every parser refuses. */
    @ParameterizedTest
    @MethodSource("malformed")
    void refusesWhatIsNoRequest(String fields) {
        if (RequestHead.read(headers(fields), true) != null) {
            assertThat(text(fields, true)).isEqualTo(" \r\n\r\n");
            assertThat(text(fields, false)).isEqualTo(" \r\n\r\n");
        }
    }

    @Test
    void leavesOutOfTrailersWhatIsAboutTheMessage() {
        byte[] lines = RequestHead.trailers(headers("x=1|content-length=5|host=b"));
        assertThat(new String(Objects.requireNonNull(lines), StandardCharsets.ISO_8859_1))
                .isEqualTo("x: 1\r\n");
        assertThat(RequestHead.trailers(headers(":path=/"))).isNull();
        assertThat(RequestHead.trailers(headers("x=1\r\n\r\nGET"))).isNull();
    }
}
