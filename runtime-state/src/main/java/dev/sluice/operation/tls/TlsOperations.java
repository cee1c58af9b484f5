package dev.sluice.operation.tls;

import dev.sluice.config.Level;
import dev.sluice.operation.Declared;
import java.util.List;

/** What can be done with certificates and what belongs to them. */
public final class TlsOperations {
    public static final Declared<ShowTlsFiles> SHOW_FILES = Declared.look(
            ShowTlsFiles.class,
            "show-tls-files",
            Level.OPERATOR,
            "list certificates, authorities or lists of what was revoked",
            ShowHandlers::list);
    public static final Declared<ShowTlsFile> SHOW_FILE = Declared.look(
            ShowTlsFile.class, "show-tls-file", Level.OPERATOR, "describe one of them", ShowHandlers::detail);
    public static final Declared<DumpCertificate> DUMP_CERTIFICATE = Declared.look(
            DumpCertificate.class,
            "dump-certificate",
            Level.ADMIN,
            "give a certificate with its key",
            ShowHandlers::dump);
    public static final Declared<NewTlsFile> NEW_FILE = Declared.change(
            NewTlsFile.class,
            "new-tls-file",
            Level.ADMIN,
            "make an empty certificate, list of authorities or list of what was revoked",
            Transactions::create);
    public static final Declared<SetTlsFile> SET_FILE = Declared.change(
            SetTlsFile.class,
            "set-tls-file",
            Level.ADMIN,
            "have new content of one of them wait for its commit",
            Transactions::set);
    public static final Declared<CommitTlsFile> COMMIT_FILE = Declared.change(
            CommitTlsFile.class,
            "commit-tls-file",
            Level.ADMIN,
            "take what waits into use for handshakes from now on",
            Transactions::commit);
    public static final Declared<AbortTlsFile> ABORT_FILE =
            Declared.change(AbortTlsFile.class, "abort-tls-file", Level.ADMIN, "drop what waits", Transactions::abort);
    public static final Declared<DeleteTlsFile> DELETE_FILE = Declared.change(
            DeleteTlsFile.class, "delete-tls-file", Level.ADMIN, "remove one that nothing uses", Transactions::delete);
    public static final Declared<ShowCrtLists> SHOW_LISTS = Declared.look(
            ShowCrtLists.class,
            "show-crt-lists",
            Level.ADMIN,
            "list the lists of certificates",
            CrtListHandlers::lists);
    public static final Declared<ShowCrtList> SHOW_LIST = Declared.look(
            ShowCrtList.class,
            "show-crt-list",
            Level.ADMIN,
            "give the lines of a list of certificates",
            CrtListHandlers::list);
    public static final Declared<AddCrtListLine> ADD_LIST_LINE = Declared.change(
            AddCrtListLine.class,
            "add-crt-list-line",
            Level.ADMIN,
            "add a line to a list of certificates, for handshakes from now on",
            CrtListHandlers::add);
    public static final Declared<DeleteCrtListLine> DELETE_LIST_LINE = Declared.change(
            DeleteCrtListLine.class,
            "delete-crt-list-line",
            Level.ADMIN,
            "remove a line of a list of certificates",
            CrtListHandlers::delete);
    public static final Declared<ShowSni> SHOW_SNI = Declared.look(
            ShowSni.class, "show-sni", Level.USER, "list host names with their certificates", ShowHandlers::sni);
    public static final Declared<ShowTicketKeys> SHOW_TICKET_KEYS = Declared.look(
            ShowTicketKeys.class,
            "show-ticket-keys",
            Level.ADMIN,
            "list the secrets of session tickets",
            TicketHandlers::tickets);
    public static final Declared<SetTicketKey> SET_TICKET_KEY = Declared.change(
            SetTicketKey.class,
            "set-ticket-key",
            Level.ADMIN,
            "have a new secret take the place of the oldest",
            TicketHandlers::rotate);
    public static final Declared<ShowTlsProviders> SHOW_PROVIDERS = Declared.look(
                    ShowTlsProviders.class,
                    "show-tls-providers",
                    Level.USER,
                    "name what the TLS library gets its ciphers from",
                    ShowHandlers::providers)
            .textOnly();
    public static final Declared<FlagCertificate> FLAG_CERTIFICATE = Declared.change(
            FlagCertificate.class,
            "flag-certificate",
            Level.ADMIN,
            "say whether signatures of tokens may be checked with a certificate",
            ShowHandlers::flag);
    public static final Declared<ShowFlaggedCertificates> SHOW_FLAGGED = Declared.look(
            ShowFlaggedCertificates.class,
            "show-flagged-certificates",
            Level.OPERATOR,
            "list the certificates that signatures of tokens may be checked with",
            ShowHandlers::flagged);
    public static final Declared<ShowOcspResponses> SHOW_OCSP = Declared.look(
            ShowOcspResponses.class,
            "show-ocsp-responses",
            Level.ADMIN,
            "list what certificates' makers say of them",
            TicketHandlers::responses);
    public static final Declared<ShowOcspUpdates> SHOW_OCSP_UPDATES = Declared.look(
                    ShowOcspUpdates.class,
                    "show-ocsp-updates",
                    Level.ADMIN,
                    "list when certificates' makers are asked again",
                    OcspHandlers::updates)
            .textOnly();
    public static final Declared<SetOcspResponse> SET_OCSP = Declared.change(
            SetOcspResponse.class,
            "set-ocsp-response",
            Level.ADMIN,
            "replace what its maker says of a certificate",
            TicketHandlers::staple);
    public static final Declared<UpdateOcspResponse> UPDATE_OCSP = Declared.slowChange(
                    UpdateOcspResponse.class,
                    "update-ocsp-response",
                    Level.ADMIN,
                    "ask a certificate's maker again",
                    OcspHandlers::update)
            .textOnly();

    /** All of them. */
    public static final List<Declared<?>> ALL = List.of(
            SHOW_FILES,
            SHOW_FILE,
            DUMP_CERTIFICATE,
            NEW_FILE,
            SET_FILE,
            COMMIT_FILE,
            ABORT_FILE,
            DELETE_FILE,
            SHOW_LISTS,
            SHOW_LIST,
            ADD_LIST_LINE,
            DELETE_LIST_LINE,
            SHOW_SNI,
            SHOW_TICKET_KEYS,
            SET_TICKET_KEY,
            SHOW_PROVIDERS,
            FLAG_CERTIFICATE,
            SHOW_FLAGGED,
            SHOW_OCSP,
            SHOW_OCSP_UPDATES,
            SET_OCSP,
            UPDATE_OCSP);

    private TlsOperations() {}
}
