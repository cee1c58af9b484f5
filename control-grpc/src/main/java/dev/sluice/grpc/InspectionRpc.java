package dev.sluice.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.sluice.grpc.v1.BadMessage;
import dev.sluice.grpc.v1.InspectionServiceGrpc;
import dev.sluice.grpc.v1.ListBadMessagesRequest;
import dev.sluice.grpc.v1.ListBadMessagesResponse;
import dev.sluice.grpc.v1.ListMemoryPoolsRequest;
import dev.sluice.grpc.v1.ListMemoryPoolsResponse;
import dev.sluice.grpc.v1.ListStartupLogsRequest;
import dev.sluice.grpc.v1.ListStartupLogsResponse;
import dev.sluice.grpc.v1.ListTasksRequest;
import dev.sluice.grpc.v1.ListTasksResponse;
import dev.sluice.grpc.v1.ListThreadsRequest;
import dev.sluice.grpc.v1.ListThreadsResponse;
import dev.sluice.grpc.v1.ListWorkersRequest;
import dev.sluice.grpc.v1.ListWorkersResponse;
import dev.sluice.grpc.v1.MemoryPool;
import dev.sluice.grpc.v1.MessageDirection;
import dev.sluice.grpc.v1.StartupLog;
import dev.sluice.grpc.v1.TaskCount;
import dev.sluice.grpc.v1.Thread;
import dev.sluice.grpc.v1.Worker;
import dev.sluice.operation.Operation;
import dev.sluice.operation.inspect.LogLine;
import dev.sluice.operation.inspect.ShowActivity;
import dev.sluice.operation.inspect.ShowErrors;
import dev.sluice.operation.inspect.ShowPools;
import dev.sluice.operation.inspect.ShowStartupLogs;
import dev.sluice.operation.inspect.ShowTasks;
import dev.sluice.operation.inspect.ShowThreads;
import dev.sluice.operation.inspect.ThreadReport;
import dev.sluice.state.Backend;
import dev.sluice.state.Server;
import dev.sluice.state.WorkerActivity;
import io.grpc.stub.StreamObserver;
import java.util.function.Function;

/** The service of the program's own insides. */
final class InspectionRpc extends InspectionServiceGrpc.InspectionServiceImplBase {
    private static final long NANOS = 1_000_000_000;

    private final Kit kit;

    InspectionRpc(Kit kit) {
        this.kit = kit;
    }

    private <R extends Message, T> void list(
            StreamObserver<R> to, Message request, Operation operation, Class<T> type, Function<T, Message> message) {
        kit.calls().list(to, request, () -> kit.calls().each(operation, Subject.field("proxy"), type, message));
    }

    @Override
    public void listWorkers(ListWorkersRequest request, StreamObserver<ListWorkersResponse> to) {
        list(to, request, new ShowActivity(ShowActivity.ALL), WorkerActivity.class, InspectionRpc::worker);
    }

    @Override
    public void listThreads(ListThreadsRequest request, StreamObserver<ListThreadsResponse> to) {
        list(to, request, new ShowThreads(), ThreadReport.class, InspectionRpc::thread);
    }

    @Override
    public void listTasks(ListTasksRequest request, StreamObserver<ListTasksResponse> to) {
        list(to, request, new ShowTasks(), dev.sluice.operation.inspect.TaskCount.class, InspectionRpc::task);
    }

    @Override
    public void listMemoryPools(ListMemoryPoolsRequest request, StreamObserver<ListMemoryPoolsResponse> to) {
        list(to, request, new ShowPools(), dev.sluice.operation.inspect.MemoryPool.class, InspectionRpc::pool);
    }

    @Override
    public void listStartupLogs(ListStartupLogsRequest request, StreamObserver<ListStartupLogsResponse> to) {
        list(to, request, new ShowStartupLogs(), LogLine.class, InspectionRpc::log);
    }

    @Override
    public void listBadMessages(ListBadMessagesRequest request, StreamObserver<ListBadMessagesResponse> to) {
        list(to, request, errors(request), dev.sluice.state.BadMessage.class, InspectionRpc::bad);
    }

    private static ShowErrors errors(ListBadMessagesRequest request) {
        String proxy = request.getProxy();
        ShowErrors.Direction direction = switch (request.getDirection()) {
            case MESSAGE_DIRECTION_REQUEST -> ShowErrors.Direction.REQUEST;
            case MESSAGE_DIRECTION_RESPONSE -> ShowErrors.Direction.RESPONSE;
            default -> ShowErrors.Direction.ALL;
        };
        if (proxy.isEmpty()) {
            return new ShowErrors("", direction);
        }
        return new ShowErrors(
                proxy.startsWith("backends/") ? Names.backend("proxy", proxy) : Names.frontend("proxy", proxy),
                direction);
    }

    private static Worker worker(WorkerActivity activity) {
        return Worker.newBuilder()
                .setIndex(activity.worker())
                .setTurns(activity.turns())
                .setPendingTasks(activity.pendingTasks())
                .setTimers(activity.timers())
                .setStreams(activity.streams())
                .setIdleBuffers(activity.idleBuffers())
                .setCpuTime(nanos(activity.cpuNanos()))
                .setAllocatedBytes(activity.allocatedBytes())
                .build();
    }

    private static Duration nanos(long nanos) {
        return Duration.newBuilder()
                .setSeconds(nanos / NANOS)
                .setNanos((int) (nanos % NANOS))
                .build();
    }

    private static Thread thread(ThreadReport report) {
        return Thread.newBuilder()
                .setId(report.id())
                .setName(report.name())
                .setState(report.state())
                .setCpuTime(nanos(report.cpuNanos()))
                .setAllocatedBytes(report.allocatedBytes())
                .setBlocked(report.blocked())
                .setWaited(report.waited())
                .addAllFrames(report.frames())
                .build();
    }

    private static TaskCount task(dev.sluice.operation.inspect.TaskCount task) {
        return TaskCount.newBuilder()
                .setKind(task.kind())
                .setCount(task.count())
                .build();
    }

    private static MemoryPool pool(dev.sluice.operation.inspect.MemoryPool pool) {
        return MemoryPool.newBuilder()
                .setName(pool.name())
                .setUnitBytes(pool.unitBytes())
                .setReservedBytes(pool.reservedBytes())
                .setUsedBytes(pool.usedBytes())
                .setCachedBytes(pool.cached() * pool.unitBytes())
                .setUsers(pool.users())
                .build();
    }

    private static StartupLog log(LogLine line) {
        return StartupLog.newBuilder().setText(line.text()).build();
    }

    private static BadMessage bad(dev.sluice.state.BadMessage message) {
        BadMessage.Builder builder = BadMessage.newBuilder()
                .setNumber(message.number())
                .setTime(Timestamp.newBuilder()
                        .setSeconds(message.wallMillis() / 1000)
                        .setNanos((int) (message.wallMillis() % 1000) * 1_000_000))
                .setDirection(
                        message.isResponse()
                                ? MessageDirection.MESSAGE_DIRECTION_RESPONSE
                                : MessageDirection.MESSAGE_DIRECTION_REQUEST)
                .setFrontend(Names.of(message.frontend()))
                .setSource(message.source())
                .setPosition(message.position())
                .setContent(ByteString.copyFrom(message.bytes()));
        Backend backend = message.backend();
        if (backend != null) {
            builder.setBackend(Names.of(backend));
        }
        Server server = message.server();
        if (server != null) {
            builder.setServer(Names.of(server));
        }
        return builder.build();
    }
}
