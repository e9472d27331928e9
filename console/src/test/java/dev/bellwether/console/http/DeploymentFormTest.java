package dev.bellwether.console.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.DeploymentPhase;
import dev.bellwether.facts.DeploymentSource;
import dev.bellwether.schemas.ServiceKey;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentFormTest {

    private static DeploymentForm parse(String body) {
        return DeploymentForm.parse(body.replace('\'', '"').getBytes(UTF_8));
    }

    private static String refusal(String body) {
        HttpProblem problem = catchThrowableOfType(HttpProblem.class, () -> parse(body));
        AggregatedHttpResponse response = problem.response().aggregate().join();
        assertThat(response.status().code()).isEqualTo(400);
        assertThat(response.contentUtf8()).contains("\"problems\":[");
        return problem.getMessage() == null ? "" : problem.getMessage();
    }

    @Test
    void leastAnnouncement_saysThatARolloutBegins() {
        DeploymentForm form = parse("{'service':'cart','version':'v2'}");
        assertThat(form.version()).isEqualTo("2");
        assertThat(form.phase()).isEqualTo(DeploymentPhase.ANNOUNCED);
        assertThat(form.source()).isEqualTo(DeploymentSource.API);
        assertThat(form.environment()).isNull();
        assertThat(form.weight()).isNull();
    }

    @Test
    void event_carriesAllThatWasSaid_andNoId() {
        DeploymentEvent event = parse("{'service':'cart','version':'2','previousVersion':'v1','environment':'prod',"
                        + "'namespace':'shop','phase':'stepped','weight':12.5,'step':2,'source':'command'}")
                .event(new ServiceKey("prod", "shop", "cart"), Instant.EPOCH);
        assertThat(event.getDeployment()).isEmpty();
        assertThat(event.getEnvironment()).isEqualTo("prod");
        assertThat(event.getNamespace()).isEqualTo("shop");
        assertThat(event.getService()).isEqualTo("cart");
        assertThat(event.getVersion()).isEqualTo("2");
        assertThat(event.getPreviousVersion()).isEqualTo("1");
        assertThat(event.getPhase()).isEqualTo(DeploymentPhase.STEPPED);
        assertThat(event.getSource()).isEqualTo(DeploymentSource.COMMAND);
        assertThat(event.getWeight()).isEqualTo(12.5);
        assertThat(event.getStep()).isEqualTo(2);
        assertThat(event.getAt()).isEqualTo(Instant.EPOCH);
    }

    @ParameterizedTest
    @CsvSource({"started, ANNOUNCED", "finished, FINISHED", "rolled_back, ROLLED_BACK"})
    void phases(String word, DeploymentPhase phase) {
        assertThat(parse("{'service':'cart','version':'2','phase':'" + word + "'}")
                        .phase())
                .isEqualTo(phase);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'version':'2'}                                            | service: is missing
            {'service':'cart'}                                         | version: is missing
            {'service':null,'version':'2'}                             | service: is missing
            {'service':'','version':'2'}                               | service: "" (expected: 1 to 255 characters
            {'service':'  ','version':'2'}                             | service: "  " (expected: 1 to 255 characters
            {'service':'a\\nb','version':'2'}                          | no control characters
            {'service':1,'version':'2'}                                | service: 1 (expected: a string)
            {'service':'cart','version':2}                             | version: 2 (expected: a string)
            {'service':'cart','version':'2','weight':101}              | weight: 101 (expected: a number from 0 to 100)
            {'service':'cart','version':'2','weight':-0.1}             | weight: -0.1 (expected: a number from 0 to 100)
            {'service':'cart','version':'2','weight':'10'}             | weight: "10" (expected: a number from 0 to 100)
            {'service':'cart','version':'2','step':0}                  | step: 0 (expected: a whole number from 1 to 1000)
            {'service':'cart','version':'2','step':1.5}                | step: 1.5 (expected: a whole number from 1 to 1000)
            {'service':'cart','version':'2','step':99999999999}        | step: 99999999999 (expected: a whole number
            {'service':'cart','version':'2','phase':'STARTED'}         | phase: "STARTED" (expected: one of finished, rolled_back, started, stepped)
            {'service':'cart','version':'2','phase':7}                 | phase: 7 (expected: one of finished
            {'service':'cart','version':'2','phase':'stepped'}         | phase: "stepped" says nothing without step or weight
            {'service':'cart','version':'2','source':'judge'}          | source: "judge" (expected: one of api, command)
            {'service':'cart','version':'2','previousVersion':'v2'}    | previousVersion: the same as version
            {'service':'cart','version':'2','sevrice':'x'}             | unknown field "sevrice" (expected: service, version,
            {'service':'cart','service':'pay','version':'2'}           | not JSON: Duplicate field 'service'
            {'service':'cart','version':'2'} {}                        | not JSON: Trailing token
            {'service':'cart'                                          | not JSON: Unexpected end-of-input
            ['cart']                                                   | body: array (expected: a JSON object)
            'cart'                                                     | body: string (expected: a JSON object)
            """)
    void wrongBody_isRefusedWithWhatIsWrong(String body, String problem) {
        assertThat(refusal(body)).contains(problem);
    }

    @Test
    void emptyBody_isRefused() {
        assertThat(refusal("")).contains("expected: a JSON object");
    }

    @Test
    void deeplyNestedBody_isRefused() {
        assertThat(refusal("{'service':" + "[".repeat(10_000))).contains("nesting depth");
    }

    @Test
    void allThatIsWrong_isNamedAtOnce() {
        assertThat(refusal("{'servce':'cart','weight':200,'step':-1,'phase':'x'}"))
                .contains("unknown field \"servce\"", "service: is missing", "version: is missing", "weight: 200")
                .contains("step: -1", "phase: \"x\"");
    }
}
