package dev.bellwether.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import dev.bellwether.console.http.Route;
import dev.bellwether.console.status.RoleState;
import dev.bellwether.console.status.RoleStatus;
import dev.bellwether.edge.Edge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process without a console and without a broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationsServerTest {

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private volatile RoleState fold = RoleState.STARTING;
    private final OperationsServer server = new OperationsServer(
            ConsoleConfig.STANDARD.withPort(0),
            new ProcessInputs(
                    Edge.open(),
                    meters,
                    List.of(new Fold()),
                    () -> Map.of("Data folder", "/somewhere"),
                    Optional.empty()));

    private final class Fold implements RoleStatus {

        @Override
        public String name() {
            return "fold";
        }

        @Override
        public RoleState state() {
            return fold;
        }

        @Override
        public Map<String, String> details() {
            return Map.of();
        }
    }

    @BeforeAll
    void start() {
        server.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private AggregatedHttpResponse get(String path) {
        return WebClient.of("http://127.0.0.1:" + server.port())
                .get(path)
                .aggregate()
                .join();
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTING", "DEGRADED", "FAILED"})
    void process_livesButIsNotReady_whileARoleDoesNotRun(RoleState state) {
        fold = state;

        assertThat(get("/healthz").status().code()).isEqualTo(200);
        assertThat(get("/readyz").status().code()).isEqualTo(503);
        assertThat(Rig.json(get("/readyz")).at("/roles/0/state").textValue()).isEqualTo(state.name());
    }

    @Test
    void process_isReady_whenItsRolesRun() {
        fold = RoleState.RUNNING;

        assertThat(get("/readyz").status().code()).isEqualTo(200);
    }

    @Test
    void metrics_showsTheMetersOfTheProcess() {
        meters.counter("bellwether.fold.ticks").increment(3);

        assertThat(get("/metrics").contentUtf8()).contains("\nbellwether_fold_ticks_total 3.0\n");
    }

    @Test
    void status_hasNoLastWindow_sinceNobodyReadsThem() {
        JsonNode status = Rig.json(get("/v1/status"));

        assertThat(status.get("lastSeen").isNull()).isTrue();
        assertThat(status.at("/roles/0/role").textValue()).isEqualTo("fold");
        assertThat(status.at("/about/Data folder").textValue()).isEqualTo("/somewhere");
    }

    @Test
    void reload_isForProcessesThatReadRuleFiles() {
        AggregatedHttpResponse response = WebClient.of("http://127.0.0.1:" + server.port())
                .post(Route.RELOAD.path(), "")
                .aggregate()
                .join();

        assertThat(response.status().code()).isEqualTo(404);
        assertThat(Rig.json(response).at("/error/message").textValue()).isEqualTo("this process reads no rule files");
    }

    @ParameterizedTest
    @EnumSource(names = {"HEALTHZ", "READYZ", "METRICS", "STATUS", "SERVICES", "ALERTS", "DEPLOYMENTS", "VERDICTS"})
    void routes_areServed_whereTheyNeedNoFacts(Route route) {
        boolean served = get(route.path()).status().code() != 404;

        assertThat(served).isEqualTo(Route.OPERATIONS.contains(route));
    }
}
