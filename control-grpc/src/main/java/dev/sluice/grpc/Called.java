package dev.sluice.grpc;

import dev.sluice.grpc.v1.BackendServiceGrpc;
import dev.sluice.grpc.v1.CacheServiceGrpc;
import dev.sluice.grpc.v1.CertificateServiceGrpc;
import dev.sluice.grpc.v1.ChangeServiceGrpc;
import dev.sluice.grpc.v1.ConfigurationServiceGrpc;
import dev.sluice.grpc.v1.DynamicCookieServiceGrpc;
import dev.sluice.grpc.v1.FrontendServiceGrpc;
import dev.sluice.grpc.v1.InspectionServiceGrpc;
import dev.sluice.grpc.v1.PatternServiceGrpc;
import dev.sluice.grpc.v1.ProcessServiceGrpc;
import dev.sluice.grpc.v1.ServerServiceGrpc;
import dev.sluice.grpc.v1.SessionServiceGrpc;
import dev.sluice.grpc.v1.StatsServiceGrpc;
import dev.sluice.grpc.v1.TableServiceGrpc;
import dev.sluice.grpc.v1.TopologyServiceGrpc;
import dev.sluice.grpc.v1.VariableServiceGrpc;
import dev.sluice.operation.Declared;
import dev.sluice.operation.backend.BackendOperations;
import dev.sluice.operation.cache.CacheOperations;
import dev.sluice.operation.counters.CounterOperations;
import dev.sluice.operation.drain.DrainOperations;
import dev.sluice.operation.frontend.FrontendOperations;
import dev.sluice.operation.inspect.InspectOperations;
import dev.sluice.operation.pattern.PatternOperations;
import dev.sluice.operation.process.ProcessOperations;
import dev.sluice.operation.resolver.ResolverOperations;
import dev.sluice.operation.server.ServerOperations;
import dev.sluice.operation.session.SessionOperations;
import dev.sluice.operation.stat.StatOperations;
import dev.sluice.operation.table.TableOperations;
import dev.sluice.operation.text.TextOperations;
import dev.sluice.operation.tls.TlsOperations;
import dev.sluice.operation.variable.VariableOperations;
import dev.sluice.operation.watch.WatchOperations;
import io.grpc.MethodDescriptor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How an operation is called.
 *
 * @param declared the operation
 * @param rpc the method
 * @param runs whether the method runs this very operation; otherwise it has the operation's effect or answer among others
 */
public record Called(Declared<?> declared, MethodDescriptor<?, ?> rpc, boolean runs) {
    /** Every method with the operation it runs, and every other operation with the method that serves for it. */
    public static final List<Called> ALL = Stream.of(
                    servers(),
                    topology(),
                    proxies(),
                    sessionsAndStats(),
                    tables(),
                    caches(),
                    patterns(),
                    certificates(),
                    variables(),
                    process(),
                    insides())
            .flatMap(List::stream)
            .toList();

    private static List<Called> servers() {
        return List.of(
                runs(ServerOperations.SHOW_SERVERS_STATE, ServerServiceGrpc.getGetServerMethod()),
                runs(ServerOperations.SHOW_SERVERS_STATE, ServerServiceGrpc.getListServersMethod()),
                runs(ServerOperations.SHOW_SERVERS_CONNECTIONS, ServerServiceGrpc.getListServerConnectionsMethod()),
                runs(ServerOperations.UPDATE_SERVER, ServerServiceGrpc.getUpdateServerMethod()),
                runs(ServerOperations.ENABLE_SERVER, ServerServiceGrpc.getEnableServerMethod()),
                runs(ServerOperations.DISABLE_SERVER, ServerServiceGrpc.getDisableServerMethod()),
                runs(ServerOperations.UPDATE_SERVERS, ServerServiceGrpc.getBatchUpdateServersMethod()),
                runs(DrainOperations.DRAIN_SERVER, ServerServiceGrpc.getDrainServerMethod()),
                runs(DrainOperations.SHOW_DRAINS, ServerServiceGrpc.getListDrainsMethod()),
                runs(DrainOperations.CANCEL_DRAIN, ServerServiceGrpc.getCancelDrainMethod()),
                within(ServerOperations.SET_SERVER_STATE, ServerServiceGrpc.getDrainServerMethod()),
                runs(ServerOperations.SET_SERVER_HEALTH, ServerServiceGrpc.getSetServerHealthMethod()),
                runs(ServerOperations.SET_SERVER_AGENT, ServerServiceGrpc.getSetServerAgentHealthMethod()),
                runs(ServerOperations.ENABLE_HEALTH, ServerServiceGrpc.getEnableServerHealthCheckMethod()),
                runs(ServerOperations.DISABLE_HEALTH, ServerServiceGrpc.getDisableServerHealthCheckMethod()),
                runs(ServerOperations.ENABLE_AGENT, ServerServiceGrpc.getEnableServerAgentCheckMethod()),
                runs(ServerOperations.DISABLE_AGENT, ServerServiceGrpc.getDisableServerAgentCheckMethod()),
                within(ServerOperations.GET_WEIGHT, ServerServiceGrpc.getGetServerMethod()),
                within(ServerOperations.SET_SERVER_WEIGHT, ServerServiceGrpc.getUpdateServerMethod()),
                within(ServerOperations.SET_SERVER_MAXCONN, ServerServiceGrpc.getUpdateServerMethod()),
                within(ServerOperations.SET_SERVER_ADDRESS, ServerServiceGrpc.getUpdateServerMethod()));
    }

    private static List<Called> topology() {
        return List.of(
                runs(ServerOperations.ADD_SERVER, TopologyServiceGrpc.getCreateServerMethod()),
                runs(ServerOperations.DEL_SERVER, TopologyServiceGrpc.getDeleteServerMethod()),
                runs(ServerOperations.SET_SERVER_NAME, TopologyServiceGrpc.getRenameServerMethod()),
                runs(ServerOperations.SET_SERVER_CHECK_ADDRESS, TopologyServiceGrpc.getConfigureServerMethod()),
                within(ServerOperations.SET_SERVER_CHECK_PORT, TopologyServiceGrpc.getConfigureServerMethod()),
                within(ServerOperations.SET_SERVER_AGENT_ADDRESS, TopologyServiceGrpc.getConfigureServerMethod()),
                within(ServerOperations.SET_SERVER_AGENT_PORT, TopologyServiceGrpc.getConfigureServerMethod()),
                within(ServerOperations.SET_SERVER_AGENT_SEND, TopologyServiceGrpc.getConfigureServerMethod()),
                within(ServerOperations.SET_SERVER_FQDN, TopologyServiceGrpc.getConfigureServerMethod()),
                within(ServerOperations.SET_SERVER_SSL, TopologyServiceGrpc.getConfigureServerMethod()),
                runs(ServerOperations.SHOW_DEFAULT_SERVER, TopologyServiceGrpc.getListDefaultServersMethod()),
                runs(BackendOperations.ADD_BACKEND, TopologyServiceGrpc.getCreateBackendMethod()),
                runs(BackendOperations.DEL_BACKEND, TopologyServiceGrpc.getDeleteBackendMethod()),
                runs(BackendOperations.PUBLISH_BACKEND, TopologyServiceGrpc.getPublishBackendMethod()),
                runs(BackendOperations.UNPUBLISH_BACKEND, TopologyServiceGrpc.getUnpublishBackendMethod()),
                runs(BackendOperations.SHOW_DEFAULTS, TopologyServiceGrpc.getListDefaultsMethod()),
                runs(FrontendOperations.ADD_FRONTEND, TopologyServiceGrpc.getCreateFrontendMethod()),
                runs(FrontendOperations.DEL_FRONTEND, TopologyServiceGrpc.getDeleteFrontendMethod()),
                runs(FrontendOperations.ADD_BIND, TopologyServiceGrpc.getCreateBindMethod()),
                runs(FrontendOperations.DEL_BIND, TopologyServiceGrpc.getDeleteBindMethod()),
                runs(ResolverOperations.SHOW_RESOLVERS, TopologyServiceGrpc.getListNameServersMethod()));
    }

    private static List<Called> proxies() {
        return List.of(
                runs(BackendOperations.SHOW_BACKENDS, BackendServiceGrpc.getGetBackendMethod()),
                runs(BackendOperations.SHOW_BACKENDS, BackendServiceGrpc.getListBackendsMethod()),
                runs(BackendOperations.ENABLE_BACKEND, BackendServiceGrpc.getEnableBackendMethod()),
                runs(BackendOperations.DISABLE_BACKEND, BackendServiceGrpc.getDisableBackendMethod()),
                runs(BackendOperations.ENABLE_DYNAMIC_COOKIE, DynamicCookieServiceGrpc.getEnableDynamicCookieMethod()),
                runs(
                        BackendOperations.DISABLE_DYNAMIC_COOKIE,
                        DynamicCookieServiceGrpc.getDisableDynamicCookieMethod()),
                runs(BackendOperations.SET_DYNAMIC_COOKIE_KEY, DynamicCookieServiceGrpc.getSetDynamicCookieKeyMethod()),
                runs(StatOperations.SHOW_STATISTICS, FrontendServiceGrpc.getGetFrontendMethod()),
                runs(StatOperations.SHOW_STATISTICS, FrontendServiceGrpc.getListFrontendsMethod()),
                runs(FrontendOperations.SET_FRONTEND_MAXCONN, FrontendServiceGrpc.getUpdateFrontendMethod()),
                runs(FrontendOperations.ENABLE_FRONTEND, FrontendServiceGrpc.getEnableFrontendMethod()),
                runs(FrontendOperations.DISABLE_FRONTEND, FrontendServiceGrpc.getDisableFrontendMethod()),
                runs(FrontendOperations.SHUTDOWN_FRONTEND, FrontendServiceGrpc.getShutdownFrontendMethod()));
    }

    private static List<Called> sessionsAndStats() {
        return List.of(
                runs(SessionOperations.SHOW_SESSIONS, SessionServiceGrpc.getGetSessionMethod()),
                runs(SessionOperations.SHOW_SESSIONS, SessionServiceGrpc.getListSessionsMethod()),
                runs(SessionOperations.SHUTDOWN_SESSION, SessionServiceGrpc.getShutdownSessionMethod()),
                runs(ServerOperations.SHUTDOWN_SERVER_SESSIONS, SessionServiceGrpc.getShutdownServerSessionsMethod()),
                runs(StatOperations.SHOW_STATISTICS, StatsServiceGrpc.getListStatsMethod()),
                runs(StatOperations.SHOW_STATISTICS, StatsServiceGrpc.getWatchStatsMethod()),
                runs(CounterOperations.CLEAR_COUNTERS, StatsServiceGrpc.getClearMaximaMethod()),
                runs(CounterOperations.CLEAR_ALL_COUNTERS, StatsServiceGrpc.getClearCountersMethod()),
                runs(CounterOperations.CLEAR_SERVER_COUNTERS, StatsServiceGrpc.getClearServerCountersMethod()));
    }

    private static List<Called> caches() {
        return List.of(
                runs(CacheOperations.SHOW_CACHES, CacheServiceGrpc.getListCachesMethod()),
                runs(CacheOperations.SHOW_CACHES, CacheServiceGrpc.getListCacheEntriesMethod()));
    }

    private static List<Called> tables() {
        return List.of(
                runs(TableOperations.SHOW_TABLES, TableServiceGrpc.getGetTableMethod()),
                runs(TableOperations.SHOW_TABLES, TableServiceGrpc.getListTablesMethod()),
                runs(TableOperations.SHOW_TABLE, TableServiceGrpc.getListTableEntriesMethod()),
                runs(TableOperations.SHOW_TABLE, TableServiceGrpc.getStreamTableEntriesMethod()),
                runs(TableOperations.SET_TABLE, TableServiceGrpc.getSetTableEntryMethod()),
                runs(TableOperations.CLEAR_TABLE, TableServiceGrpc.getClearTableMethod()),
                runs(TableOperations.SHOW_PEERS, TableServiceGrpc.getListPeersMethod()));
    }

    private static List<Called> certificates() {
        return List.of(
                runs(TlsOperations.SHOW_FILES, CertificateServiceGrpc.getListTlsFilesMethod()),
                runs(TlsOperations.SHOW_FILE, CertificateServiceGrpc.getGetTlsFileMethod()),
                runs(TlsOperations.DUMP_CERTIFICATE, CertificateServiceGrpc.getExportCertificateMethod()),
                runs(TlsOperations.NEW_FILE, CertificateServiceGrpc.getCreateTlsFileMethod()),
                runs(TlsOperations.SET_FILE, CertificateServiceGrpc.getStageTlsFileMethod()),
                runs(TlsOperations.COMMIT_FILE, CertificateServiceGrpc.getCommitTlsFileMethod()),
                runs(TlsOperations.ABORT_FILE, CertificateServiceGrpc.getAbortTlsFileMethod()),
                runs(TlsOperations.DELETE_FILE, CertificateServiceGrpc.getDeleteTlsFileMethod()),
                runs(TlsOperations.SHOW_LISTS, CertificateServiceGrpc.getListCertificateListsMethod()),
                runs(TlsOperations.SHOW_LIST, CertificateServiceGrpc.getListCertificateListEntriesMethod()),
                runs(TlsOperations.ADD_LIST_LINE, CertificateServiceGrpc.getCreateCertificateListEntryMethod()),
                runs(TlsOperations.DELETE_LIST_LINE, CertificateServiceGrpc.getDeleteCertificateListEntryMethod()),
                runs(TlsOperations.SHOW_SNI, CertificateServiceGrpc.getListServerNamesMethod()),
                runs(TlsOperations.SHOW_TICKET_KEYS, CertificateServiceGrpc.getListTicketKeysMethod()),
                runs(TlsOperations.SET_TICKET_KEY, CertificateServiceGrpc.getRotateTicketKeyMethod()),
                runs(TlsOperations.FLAG_CERTIFICATE, CertificateServiceGrpc.getSetTokenCertificateMethod()),
                runs(TlsOperations.SHOW_FLAGGED, CertificateServiceGrpc.getListTokenCertificatesMethod()),
                runs(TlsOperations.SHOW_OCSP, CertificateServiceGrpc.getListOcspResponsesMethod()),
                runs(TlsOperations.SET_OCSP, CertificateServiceGrpc.getSetOcspResponseMethod()));
    }

    private static List<Called> variables() {
        return List.of(
                runs(VariableOperations.GET_VARIABLE, VariableServiceGrpc.getGetVariableMethod()),
                runs(VariableOperations.LIST_VARIABLES, VariableServiceGrpc.getListVariablesMethod()),
                runs(VariableOperations.SET_VARIABLE, VariableServiceGrpc.getSetVariableMethod()));
    }

    private static List<Called> patterns() {
        return List.of(
                runs(PatternOperations.LIST_PATTERNS, PatternServiceGrpc.getGetPatternSetMethod()),
                runs(PatternOperations.LIST_PATTERNS, PatternServiceGrpc.getListPatternSetsMethod()),
                runs(PatternOperations.SHOW_ENTRIES, PatternServiceGrpc.getListPatternEntriesMethod()),
                runs(PatternOperations.SHOW_ENTRIES, PatternServiceGrpc.getStreamPatternEntriesMethod()),
                runs(PatternOperations.LOOK_UP, PatternServiceGrpc.getLookUpPatternMethod()),
                runs(PatternOperations.ADD_ENTRIES, PatternServiceGrpc.getAddPatternEntriesMethod()),
                runs(PatternOperations.SET_ENTRY, PatternServiceGrpc.getSetPatternEntryMethod()),
                runs(PatternOperations.DELETE_ENTRY, PatternServiceGrpc.getDeletePatternEntryMethod()),
                runs(PatternOperations.CLEAR_ENTRIES, PatternServiceGrpc.getClearPatternSetMethod()),
                runs(PatternOperations.PREPARE_VERSION, PatternServiceGrpc.getPreparePatternSetMethod()),
                runs(PatternOperations.COMMIT_VERSION, PatternServiceGrpc.getCommitPatternSetMethod()));
    }

    private static List<Called> insides() {
        return List.of(
                runs(InspectOperations.SHOW_ACTIVITY, InspectionServiceGrpc.getListWorkersMethod()),
                runs(InspectOperations.SHOW_THREADS, InspectionServiceGrpc.getListThreadsMethod()),
                runs(InspectOperations.SHOW_TASKS, InspectionServiceGrpc.getListTasksMethod()),
                runs(InspectOperations.SHOW_POOLS, InspectionServiceGrpc.getListMemoryPoolsMethod()),
                runs(InspectOperations.SHOW_STARTUP_LOGS, InspectionServiceGrpc.getListStartupLogsMethod()),
                runs(InspectOperations.SHOW_ERRORS, InspectionServiceGrpc.getListBadMessagesMethod()));
    }

    private static List<Called> process() {
        return List.of(
                runs(WatchOperations.WATCH_CHANGES, ChangeServiceGrpc.getWatchChangesMethod()),
                runs(ProcessOperations.SHOW_INFO, ProcessServiceGrpc.getGetProcessMethod()),
                runs(ProcessOperations.SHOW_INFO, ProcessServiceGrpc.getGetLimitsMethod()),
                runs(ProcessOperations.SHOW_VERSION, ProcessServiceGrpc.getGetVersionMethod()),
                runs(ProcessOperations.SHOW_ENVIRONMENT, ProcessServiceGrpc.getGetEnvironmentVariableMethod()),
                runs(ProcessOperations.SHOW_ENVIRONMENT, ProcessServiceGrpc.getListEnvironmentVariablesMethod()),
                runs(ProcessOperations.SHOW_ADMIN_SOCKETS, ProcessServiceGrpc.getListAdminSocketsMethod()),
                runs(TextOperations.SHOW_LEVEL, ProcessServiceGrpc.getGetCallerMethod()),
                runs(ProcessOperations.UPDATE_LIMITS, ProcessServiceGrpc.getUpdateLimitsMethod()),
                runs(ProcessOperations.WAIT, ProcessServiceGrpc.getWaitMethod()),
                runs(ProcessOperations.RELOAD, ConfigurationServiceGrpc.getReloadConfigurationMethod()),
                within(ProcessOperations.SET_GLOBAL_MAXCONN, ProcessServiceGrpc.getUpdateLimitsMethod()),
                within(ProcessOperations.SET_RATE_LIMIT, ProcessServiceGrpc.getUpdateLimitsMethod()));
    }

    /** The full name of the method, such as {@code sluice.control.v1.ServerService/DisableServer}. */
    public String method() {
        return rpc.getFullMethodName();
    }

    private static Called runs(Declared<?> declared, MethodDescriptor<?, ?> method) {
        return new Called(declared, method, true);
    }

    private static Called within(Declared<?> declared, MethodDescriptor<?, ?> method) {
        return new Called(declared, method, false);
    }

    /** The operation that each method runs. */
    static Map<String, Declared<?>> byMethod() {
        Map<String, Declared<?>> byMethod = new LinkedHashMap<>();
        ALL.stream().filter(Called::runs).forEach(called -> {
            if (byMethod.put(called.method(), called.declared()) != null) {
                throw new IllegalStateException("runs two operations: " + called.method());
            }
        });
        return byMethod;
    }
}
