package dev.sluice.grpc;

import dev.sluice.grpc.v1.ChangeEvent;
import dev.sluice.grpc.v1.ChangeKind;
import dev.sluice.grpc.v1.FieldChange;
import dev.sluice.grpc.v1.ResourceChange;
import dev.sluice.operation.Change;
import dev.sluice.operation.Event;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.state.Backend;
import dev.sluice.state.Frontend;
import dev.sluice.state.Server;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Changes as messages. A change is made into a message once, however many watch. Confined to the thread of {@link Watches}. */
final class ChangeMessages {
    /** Messages kept for the next watch: those that are about as far read the same ones. */
    private static final int KEPT_MAX = 512;

    private final Kit kit;
    private final Map<Long, ChangeEvent> kept = new LinkedHashMap<>();

    ChangeMessages(Kit kit) {
        this.kit = kit;
    }

    /** A change. */
    ChangeEvent of(Event event) {
        ChangeEvent known = kept.get(event.revision());
        if (known != null) {
            return known;
        }
        ChangeEvent.Builder message = ChangeEvent.newBuilder()
                .setRevision(event.revision())
                .setTime(Times.wall(event.wallMillis()))
                .setSurface(event.caller().surface())
                .setCaller(event.caller().identity())
                .setOperation(event.operation())
                .setText(event.text());
        event.changes().forEach(change -> message.addChanges(of(change)));
        ChangeEvent made = message.build();
        kept.put(event.revision(), made);
        if (kept.size() > KEPT_MAX) {
            Iterator<Long> oldest = kept.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return made;
    }

    private ResourceChange of(Change change) {
        ResourceChange.Builder message = ResourceChange.newBuilder()
                .setKind(
                        switch (change.kind()) {
                            case ADDED -> ChangeKind.CHANGE_KIND_ADDED;
                            case UPDATED -> ChangeKind.CHANGE_KIND_UPDATED;
                            case REMOVED -> ChangeKind.CHANGE_KIND_REMOVED;
                        })
                .setName(change.resource());
        for (Change.Field field : change.fields()) {
            message.addFields(FieldChange.newBuilder()
                    .setField(field.name())
                    .setBefore(field.before())
                    .setAfter(field.after()));
        }
        if (change.kind() != Change.Kind.REMOVED) {
            resource(change.resource(), message);
        }
        return message.build();
    }

    private void resource(String name, ResourceChange.Builder message) {
        String[] parts = name.split("/", -1);
        if (parts.length == 4 && parts[2].equals("servers")) {
            Lookup.server(kit.state(), new ServerRef(parts[1], parts[3]))
                    .ifPresent(server -> message.setServer(kit.servers().of(server)));
        } else if (parts.length == 2 && parts[0].equals("backends")) {
            Lookup.backend(kit.state(), parts[1])
                    .ifPresent(backend -> message.setBackend(kit.proxies().of(backend)));
        } else if (parts.length == 2 && parts[0].equals("frontends")) {
            Lookup.frontend(kit.state(), parts[1])
                    .ifPresent(frontend -> message.setFrontend(kit.proxies().of(frontend)));
        }
    }

    /** What is there, made into messages as they are taken. */
    List<Supplier<ResourceChange>> present() {
        List<Supplier<ResourceChange>> all = new ArrayList<>();
        for (Frontend frontend : kit.state().topology().frontends()) {
            all.add(() -> present(Names.of(frontend))
                    .setFrontend(kit.proxies().of(frontend))
                    .build());
        }
        for (Backend backend : kit.state().topology().backends()) {
            all.add(() -> present(Names.of(backend))
                    .setBackend(kit.proxies().of(backend))
                    .build());
            for (Server server : backend.servers()) {
                all.add(() -> present(Names.of(server))
                        .setServer(kit.servers().of(server))
                        .build());
            }
        }
        return all;
    }

    private static ResourceChange.Builder present(String name) {
        return ResourceChange.newBuilder()
                .setKind(ChangeKind.CHANGE_KIND_PRESENT)
                .setName(name);
    }
}
