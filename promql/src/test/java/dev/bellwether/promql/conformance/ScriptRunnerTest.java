package dev.bellwether.promql.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The runner itself: that what should not pass does not. */
class ScriptRunnerTest {

    private static final String LOAD = """
            load 1m
              a{x="1"} 1 2 3
              a{x="2"} 1 2 3

            """;

    private static ScriptRunner run(String eval) {
        ScriptRunner runner = new ScriptRunner();
        runner.run(LOAD + eval);
        return runner;
    }

    @Test
    void rightResult_passesInAllForms() {
        ScriptRunner runner = run("""
                eval instant at 2m sum(a)
                  {} 6
                """);
        assertThat(runner.failures()).isEmpty();
        assertThat(runner.passed()).isEqualTo(1);
        assertThat(runner.queries()).as("six times, each also as a range query").isEqualTo(12);
    }

    @Test
    void wrongResult_fails() {
        assertThat(run("eval instant at 2m sum(a)\n  {} 7\n").failures())
                .singleElement()
                .asString()
                .contains("got");
        assertThat(run("eval range from 0 to 2m step 1m sum(a)\n  {} 2 4 7\n").failures())
                .hasSize(1);
    }

    @Test
    void failingEval_hasToFailAtAllTimes() {
        ScriptRunner runner = run("eval instant at 2m a + on() a\n  expect fail\n");
        assertThat(runner.failures()).isEmpty();
        assertThat(runner.queries()).as("as it stands, and at five times").isEqualTo(6);
    }

    @Test
    void evalThatShouldFail_andGivesNothing_doesNotPass() {
        assertThat(run("eval instant at 2m nothing\n  expect fail\n").failures())
                .singleElement()
                .asString()
                .contains("expected the error [any], got");
        assertThat(run("eval range from 0 to 2m step 1m nothing\n  expect fail\n")
                        .failures())
                .singleElement()
                .asString()
                .contains("expected the error [any], got");
    }

    @Test
    void otherMessage_doesNotPass() {
        assertThat(run("eval instant at 2m a + on() a\n  expect fail msg: no such thing\n")
                        .failures())
                .singleElement()
                .asString()
                .contains("expected the error [\"no such thing\"], got another message: ")
                .contains("many-to-many");
    }

    @Test
    void failureTellsWhatWasExpected_andWhatCame() {
        String annotated = "eval instant at 2m quantile(2, a)\n  %s\n  {} +Inf\n";

        assertThat(run("eval instant at 2m a + on() a\n  {x=\"1\"} 6\n").failures())
                .singleElement()
                .asString()
                .contains("expected {x=\"1\"} 6, got the error: ")
                .contains("many-to-many");
        assertThat(run(annotated.formatted("expect warn regex: no such .*")).failures())
                .singleElement()
                .asString()
                .contains("expected WARN [/no such .*/], got [PromQL warning: quantile value should be");
        assertThat(run(annotated.formatted("expect no_warn")).failures())
                .singleElement()
                .asString()
                .contains("expected NO_WARN, got [PromQL warning: quantile value should be");
        assertThat(run("eval instant at 2m a\n  a{x=\"1\"} 3\n").failures())
                .singleElement()
                .asString()
                .contains("expected a{x=\"1\"} 3, got also ");
    }
}
