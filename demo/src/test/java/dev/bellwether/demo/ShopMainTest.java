package dev.bellwether.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ShopMainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void run_printsTheLedgerOfWhatWasSent() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            int code = run(
                    "--endpoint", receiver.endpoint().toString(),
                    "--seconds", "1.5",
                    "--rate", "50",
                    "--errors", "0.1",
                    "--seed", "4",
                    "--canary", "catalog:1.5.0",
                    "--canary", "checkout:2.4.0:0.5");
            assertThat(code).isZero();
            JsonNode ledger = new ObjectMapper().readTree(out.toByteArray());
            assertThat(ledger.get("versions")).hasSize(6);
            for (JsonNode version : ledger.get("versions")) {
                long received = receiver.spans().stream()
                        .filter(span -> span.isEntry()
                                && span.service().equals(version.get("service").asText())
                                && span.version().equals(version.get("version").asText()))
                        .count();
                assertThat(version.get("requests").asLong()).isPositive().isEqualTo(received);
            }
            assertThat(ledger.at("/visits/sent").asLong())
                    .isEqualTo(ledger.at("/versions/0/requests").asLong());
            assertThat(text(err))
                    .contains("checkout 2.4.0 at http://127.0.0.1:")
                    .contains("gets 50 % of the requests");
        }
    }

    @Test
    void signal_endsTheRunEarly() throws Exception {
        CountDownLatch signal = new CountDownLatch(1);
        signal.countDown();
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            List<String> arguments = List.of("--endpoint", receiver.endpoint().toString(), "--seconds", "3600");
            assertThat(ShopMain.run(arguments, printer(out), printer(err), signal))
                    .isZero();
        }
        assertThat(text(out)).contains("\"visits\"");
    }

    @Test
    void spansThatNobodyTook_areAFailure() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            receiver.refuse(true);
            assertThat(run("--endpoint", receiver.endpoint().toString(), "--seconds", "1"))
                    .isEqualTo(1);
            assertThat(text(err)).contains("not all spans were acknowledged by " + receiver.endpoint());
        }
    }

    @Test
    void usageError_isOneLineAnd64() throws Exception {
        refuses("--endpoint is missing", "--seconds", "3");
        refuses("--endpoint needs a value", "--endpoint");
        refuses("--endpoint is given twice", "--endpoint", "http://localhost:1", "--endpoint", "http://localhost:1");
        refuses("unknown option: --speed", "--speed", "3");
        refuses("otlpEndpoint: localhost:4317 (expected: http://HOST:PORT", "--endpoint", "localhost:4317");
        refuses("Illegal character", "--endpoint", "http://local host");
        refusesWithEndpoint("--rate: fast (expected: a number)", "--rate", "fast");
        refusesWithEndpoint("ratePerArm: 0.0 (expected: above 0", "--rate", "0");
        refusesWithEndpoint("ratePerArm: NaN (expected: above 0", "--rate", "NaN");
        refusesWithEndpoint("baseErrorRatio: 2.0 (expected: 0 to 1)", "--errors", "2");
        refusesWithEndpoint("--seconds: -1.0 (expected: above 0", "--seconds", "-1");
        refusesWithEndpoint("--seed: 1.5 (expected: a whole number)", "--seed", "1.5");
        refusesWithEndpoint("--canary: basket:1.0 (expected: SERVICE:VERSION", "--canary", "basket:1.0");
        refusesWithEndpoint("--canary: catalog (expected: SERVICE:VERSION", "--canary", "catalog");
        refusesWithEndpoint("errorRatio: 1.5 (expected: 0 to 1)", "--canary", "catalog:1.5.0:1.5");
        refusesWithEndpoint("--canary: catalog runs 1.4.0 already", "--canary", "catalog:1.4.0");
        refusesWithEndpoint(
                "--canary: catalog has two canaries", "--canary", "catalog:1.5.0", "--canary", "catalog:1.6.0");
    }

    @Test
    void help_showsEveryOption() throws Exception {
        assertThat(run("--help")).isZero();
        assertThat(text(out))
                .contains("--endpoint", "--seconds", "--rate", "--errors", "--seed", "--canary", "64: usage");
    }

    private void refusesWithEndpoint(String reason, String... more) throws Exception {
        String[] arguments = new String[more.length + 2];
        arguments[0] = "--endpoint";
        arguments[1] = "http://127.0.0.1:4317";
        System.arraycopy(more, 0, arguments, 2, more.length);
        refuses(reason, arguments);
    }

    private void refuses(String reason, String... arguments) throws Exception {
        err.reset();
        assertThat(run(arguments)).as(reason).isEqualTo(64);
        assertThat(text(err)).startsWith("ShopMain: ").contains(reason);
        assertThat(text(err).lines()).hasSize(1);
        assertThat(text(out)).isEmpty();
    }

    private int run(String... arguments) throws InterruptedException {
        return ShopMain.run(List.of(arguments), printer(out), printer(err), new CountDownLatch(1));
    }

    private static PrintStream printer(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
