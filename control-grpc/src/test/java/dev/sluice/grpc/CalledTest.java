package dev.sluice.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import dev.sluice.operation.Catalogue;
import dev.sluice.operation.Declared;
import dev.sluice.state.Clock;
import dev.sluice.state.ProcessState;
import dev.sluice.state.RuntimeState;
import dev.sluice.stats.InfoField;
import dev.sluice.stats.InfoFields;
import dev.sluice.stats.JvmFacts;
import dev.sluice.stats.StatField;
import dev.sluice.stats.StatFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nothing is left out: each operation has a method, each method an operation, each statistic a field. */
class CalledTest {
    static List<ServiceDescriptor> services() {
        return ControlApi.files().stream()
                .flatMap(file -> file.getServices().stream())
                .toList();
    }

    static List<String> methods() {
        return services().stream()
                .flatMap(service ->
                        service.getMethods().stream().map(method -> service.getFullName() + "/" + method.getName()))
                .toList();
    }

    @Test
    void everyOperationHasAMethod() {
        List<String> expected = Catalogue.all().all().stream()
                .filter(declared -> declared.audience() == Declared.Audience.ALL
                        || declared.audience() == Declared.Audience.TYPED_ONLY)
                .map(Declared::name)
                .toList();
        List<String> called = Called.ALL.stream()
                .map(each -> each.declared().name())
                .distinct()
                .toList();
        assertThat(called).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void everyMethodRunsOneOperation() {
        assertThat(Called.byMethod().keySet()).containsExactlyInAnyOrderElementsOf(methods());
    }

    @Test
    void everyStatisticIsToldOrNamedAsNotTold() {
        Set<StatField> told = new StatTable().all().keySet();
        for (StatField field : StatFields.all()) {
            int places = (told.contains(field) ? 1 : 0)
                    + (StatTable.TOLD_OTHERWISE.contains(field.name()) ? 1 : 0)
                    + (StatTable.NOT_TOLD.contains(field.name()) ? 1 : 0);
            assertThat(places).as(field.name()).isEqualTo(1);
        }
    }

    @Test
    void everyLineOfInfoIsToldOrNamedAsNotTold() {
        RuntimeState state = new RuntimeState(
                new ProcessState(new ProcessState.Identity("HAProxy", "3.5", "2026/11/22", 1, 1, 0, 0)));
        Set<InfoField> told =
                new ProcessMessages(new JvmFacts(state, "", 0, () -> 0, () -> 0, () -> 0), Clock.SYSTEM).told();
        List<String> wrong = new ArrayList<>();
        for (InfoField field : InfoFields.all()) {
            int places = (told.contains(field) ? 1 : 0)
                    + (ProcessMessages.TOLD_OTHERWISE.contains(field.name()) ? 1 : 0)
                    + (ProcessMessages.NOT_TOLD.contains(field.name()) ? 1 : 0);
            if (places != 1) {
                wrong.add(field.name() + " in " + places);
            }
        }
        assertThat(wrong).isEmpty();
    }
}
