package dev.sluice.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.grpc.v1.InspectionServiceGrpc;
import dev.sluice.grpc.v1.ListBadMessagesRequest;
import dev.sluice.grpc.v1.ListMemoryPoolsRequest;
import dev.sluice.grpc.v1.ListStartupLogsRequest;
import dev.sluice.grpc.v1.ListTasksRequest;
import dev.sluice.grpc.v1.ListThreadsRequest;
import dev.sluice.grpc.v1.ListWorkersRequest;
import dev.sluice.grpc.v1.MessageDirection;
import dev.sluice.grpc.v1.TaskCount;
import dev.sluice.state.BadMessage;
import dev.sluice.state.Frontend;
import io.grpc.Channel;
import java.nio.charset.StandardCharsets;

/** The calls that look at the program's insides. */
final class InspectionCalls {
    private final TestProgram program;
    private final InspectionServiceGrpc.InspectionServiceBlockingStub service;

    InspectionCalls(TestProgram program, Channel channel) {
        this.program = program;
        this.service = InspectionServiceGrpc.newBlockingStub(channel);
    }

    void insides() {
        var worker =
                service.listWorkers(ListWorkersRequest.getDefaultInstance()).getWorkers(0);
        assertThat(worker.getTurns()).isEqualTo(7);
        assertThat(worker.getCpuTime().getSeconds()).isEqualTo(2);
        assertThat(service.listTasks(ListTasksRequest.getDefaultInstance()).getTaskCountsList())
                .contains(TaskCount.newBuilder().setKind("timer").setCount(5).build());
        var thread =
                service.listThreads(ListThreadsRequest.getDefaultInstance()).getThreads(0);
        assertThat(thread.getName()).isEqualTo("one");
        assertThat(thread.getFramesList()).containsExactly("here");
        var pool = service.listMemoryPools(ListMemoryPoolsRequest.getDefaultInstance())
                .getMemoryPools(0);
        assertThat(pool.getReservedBytes()).isEqualTo(4096);
        assertThat(pool.getUsedBytes()).isEqualTo(2048);
        assertThat(service.listStartupLogs(ListStartupLogsRequest.getDefaultInstance())
                        .getStartupLogs(0)
                        .getText())
                .isEqualTo("[NOTICE]   (1) : started");
    }

    void badMessages() {
        assertThat(service.listBadMessages(ListBadMessagesRequest.getDefaultInstance())
                        .getBadMessagesList())
                .isEmpty();
        Frontend frontend = program.state().topology().frontends().get(0);
        frontend.keep(new BadMessage(
                3,
                1_000_500,
                new BadMessage.Route(false, frontend, null, null),
                "127.0.0.1:99",
                4,
                "GET?".getBytes(StandardCharsets.US_ASCII)));
        var request = ListBadMessagesRequest.newBuilder().setProxy("frontends/" + frontend.name());
        var message = service.listBadMessages(request.build()).getBadMessages(0);
        assertThat(message.getDirection()).isEqualTo(MessageDirection.MESSAGE_DIRECTION_REQUEST);
        assertThat(message.getFrontend()).isEqualTo("frontends/" + frontend.name());
        assertThat(message.getContent().toStringUtf8()).isEqualTo("GET?");
        assertThat(message.getTime().getSeconds()).isEqualTo(1000);
        assertThat(message.getPosition()).isEqualTo(4);
        request.setDirection(MessageDirection.MESSAGE_DIRECTION_RESPONSE);
        assertThat(service.listBadMessages(request.build()).getBadMessagesList())
                .isEmpty();
    }
}
