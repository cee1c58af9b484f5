package dev.sluice.cli.ctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Duration;
import com.google.protobuf.DynamicMessage;
import dev.sluice.grpc.v1.DrainServerRequest;
import dev.sluice.grpc.v1.UpdateServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class CtlPartsTest {
    @Test
    void addressesSayWhichProtocol() throws IOException {
        assertThat(Address.parse("/run/a.sock").target()).isEqualTo(UnixDomainSocketAddress.of("/run/a.sock"));
        assertThat(Address.parse("unix:/run/a.sock").target()).isEqualTo(UnixDomainSocketAddress.of("/run/a.sock"));
        assertThat(Address.parse("unix@a:1").target()).isEqualTo(UnixDomainSocketAddress.of("a:1"));
        assertThat(Address.parse("127.0.0.1:99").target())
                .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 99));
        assertThat(Address.parse("grpc://h:1")).isEqualTo(new Address(Address.Kind.GRPC, "h:1"));
        assertThat(Address.parse("grpcs://h:1").kind()).isEqualTo(Address.Kind.GRPC_TLS);
    }

    @Test
    void answersHaveAStatus() {
        assertThat(Answer.rated("[3]: No such server.\n\n")).isEqualTo(new Answer(1, "No such server."));
        assertThat(Answer.rated("[6]: Done.\n\n")).isEqualTo(new Answer(0, "Done."));
        assertThat(Answer.rated("[4]: nothing changed\n\n").status()).isZero();
        assertThat(Answer.rated("[3]: Unknown command: 'x'\n").status()).isEqualTo(2);
        assertThat(Answer.rated("")).isEqualTo(new Answer(0, ""));
        assertThat(Answer.ofMaster("Success=0\n--\nno\n").status()).isEqualTo(1);
        assertThat(Answer.ofMaster("Success=1\n").status()).isZero();
    }

    @Test
    void tablesAreAlignedAndStatisticsCut() {
        assertThat(TableText.of("# name state\na UP\nlonger DOWN\n"))
                .extracting(AttributedString::toString)
                .containsExactly("name    state", "a       UP   ", "longer  DOWN ");
        assertThat(TableText.of("# pxname,svname,qcur,unknown,status,\nweb,FRONTEND,3,9,OPEN,\n"))
                .extracting(AttributedString::toString)
                .containsExactly("pxname  svname    qcur  status", "web     FRONTEND     3  OPEN  ");
        assertThat(TableText.of("just text"))
                .extracting(AttributedString::toString)
                .containsExactly("just text");
        assertThat(TableText.of("# name state\na UP").get(1).toAnsi()).contains("\u001b[32m");
    }

    @Test
    void completesCommandsArgumentsAndNames() throws IOException {
        CommandCompleter completer = new CommandCompleter(new Known());
        assertThat(completer.suggestions(List.of())).containsExactly("disable", "set", "show");
        assertThat(completer.suggestions(List.of("disable"))).containsExactly("frontend", "server");
        assertThat(completer.suggestions(List.of("disable", "server"))).containsExactly("app/s1", "app/s2");
        assertThat(completer.suggestions(List.of("set", "output"))).containsExactly("json", "text");
        assertThat(completer.suggestions(List.of("show", "info"))).isEmpty();
    }

    /** A program that knows a few commands. */
    private static final class Known implements Link {
        @Override
        public Answer run(String command, Consumer<String> progress) {
            throw new UnsupportedOperationException(command);
        }

        @Override
        public List<Link.Known> commands() {
            return List.of(
                    new Link.Known("disable server", "<bk>/<srv>"),
                    new Link.Known("disable frontend", "<frontend>"),
                    new Link.Known("set output", "{json|text}"),
                    new Link.Known("show info", ""));
        }

        @Override
        public List<String> values(String argument) {
            return argument.equals("<bk>/<srv>") ? List.of("app/s1", "app/s2") : List.of();
        }

        @Override
        public void close() {}
    }

    @Test
    void wordsBecomeCalls() {
        assertThat(GrpcWords.translate(List.of("disable", "server", "app/s1")))
                .isEqualTo(Optional.of(List.of("DisableServer", "name=backends/app/servers/s1")));
        assertThat(GrpcWords.translate(List.of("set", "weight", "app/s1", "7")))
                .isEqualTo(
                        Optional.of(List.of("UpdateServer", "server.name=backends/app/servers/s1", "server.weight=7")));
        assertThat(GrpcWords.translate(List.of("show", "servers", "state", "app")))
                .isEqualTo(Optional.of(List.of("ListServers", "parent=backends/app", "page_size=1000")));
        assertThat(GrpcWords.translate(List.of("enable", "frontend", "web")))
                .isEqualTo(Optional.of(List.of("EnableFrontend", "name=frontends/web")));
        assertThat(GrpcWords.translate(List.of("make", "coffee"))).isEmpty();
    }

    @Test
    void fieldsBecomeMessagesAndMessagesJson() throws IOException {
        DynamicMessage message = MessageFields.read(
                DrainServerRequest.getDescriptor(), List.of("name=a\"b", "deadline=1.5s", "end=kill", "kill_rate=4"));
        assertThat(DrainServerRequest.parseFrom(message.toByteString()).getDeadline())
                .isEqualTo(Duration.newBuilder()
                        .setSeconds(1)
                        .setNanos(500_000_000)
                        .build());
        assertThat(MessageFields.json(message))
                .isEqualTo("{\"name\":\"a\\\"b\",\"deadline\":\"1.5s\",\"end\":\"DRAIN_END_KILL\",\"killRate\":4}");
        assertThat(MessageFields.json(MessageFields.read(
                        UpdateServerRequest.getDescriptor(),
                        List.of(
                                "server.weight=0",
                                "update_mask=weight,address",
                                "server.revision=18446744073709551615"))))
                .isEqualTo("{\"server\":{\"weight\":0,\"revision\":\"18446744073709551615\"},"
                        + "\"updateMask\":{\"paths\":[\"weight\",\"address\"]}}");
        assertThatThrownBy(() -> MessageFields.read(DrainServerRequest.getDescriptor(), List.of("nme=a")))
                .hasMessageStartingWith("'nme' is no field of DrainServerRequest");
        assertThatThrownBy(() -> MessageFields.read(DrainServerRequest.getDescriptor(), List.of("kill_rate=many")))
                .hasMessage("kill_rate: a number is expected, not 'many'");
    }
}
