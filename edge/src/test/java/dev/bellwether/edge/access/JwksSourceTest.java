package dev.bellwether.edge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.jwk.ECKey;
import com.sun.net.httpserver.HttpExchange;
import dev.bellwether.edge.access.Refusal.Reason;
import dev.bellwether.edge.file.WatchedFiles;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Issuers that change their keys, are away, or answer as no issuer should. */
class JwksSourceTest {

    private static final int MAX_BYTES = 10_000;

    private final CountDownLatch over = new CountDownLatch(1);
    private final WatchedFiles files = new WatchedFiles(Duration.ofMinutes(1), new SimpleMeterRegistry());

    @SuppressWarnings("NullAway.Init")
    private Issuer issuer;

    @SuppressWarnings("NullAway.Init")
    private JwtTokens tokens;

    @BeforeEach
    void start() throws IOException {
        issuer = new Issuer();
        tokens = JwtTokens.of(issuer.config(), files);
    }

    @AfterEach
    void stop() {
        over.countDown();
        issuer.close();
        tokens.close();
        files.close();
    }

    @Test
    void aNewKey_isFoundWhenTheFirstTokenOfItComes() throws Exception {
        ECKey old = Issuer.key("old");
        ECKey fresh = Issuer.key("fresh");
        issuer.publishes(old);
        assertThat(mayRead(Issuer.token(old))).isTrue();
        assertThat(mayRead(Issuer.token(old))).isTrue();
        assertThat(issuer.timesAsked()).isEqualTo(1);

        issuer.publishes(old, fresh);

        assertThat(mayRead(Issuer.token(fresh))).isTrue();
        assertThat(mayRead(Issuer.token(old))).isTrue();
        assertThat(issuer.timesAsked()).isEqualTo(2);
    }

    /** Unknown keys cost the issuer no more than a question every 10 seconds, and one more at once. */
    @Test
    void tokensOfUnknownKeys_doNotMakeTheIssuerWork() throws Exception {
        issuer.publishes(Issuer.key("known"));
        String unknown = Issuer.token(Issuer.key("unknown"));
        for (int i = 0; i < 20; i++) {
            assertThat(refusal(unknown)).isIn(Reason.INVALID, Reason.UNDECIDED);
        }

        assertThat(issuer.timesAsked()).isLessThanOrEqualTo(2);
    }

    @Test
    void anIssuerThatGoesAway_isNotMissedForTheKeysThatAreKnown() throws Exception {
        ECKey key = Issuer.key("known");
        issuer.publishes(key);
        assertThat(mayRead(Issuer.token(key))).isTrue();

        issuer.answers(exchange -> exchange.sendResponseHeaders(500, -1));

        assertThat(refusal(Issuer.token(Issuer.key("unknown")))).isNotNull(); // which makes it ask
        assertThat(issuer.timesAsked()).isEqualTo(2);
        assertThat(mayRead(Issuer.token(key))).isTrue();
    }

    @Test
    void anIssuerThatWasNeverThere_leavesItUndecided() throws Exception {
        assertThat(refusal(Issuer.token(Issuer.key("any")))).isEqualTo(Reason.UNDECIDED);
    }

    @Test
    void anAnswerWithoutEnd_isGivenUpAtItsLimit() {
        AtomicLong sent = new AtomicLong();
        issuer.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                for (; sent.get() < 1L << 32; sent.addAndGet(1 << 16)) {
                    body.write(new byte[1 << 16]);
                }
            }
        });

        assertThatThrownBy(() -> new KeysFetch(Duration.ofSeconds(30), MAX_BYTES).retrieveResource(issuer.url()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than " + MAX_BYTES + " bytes");
        assertThat(sent.get()).isLessThan(1L << 30);
    }

    @Test
    void anAnswerThatDoesNotComeOn_isGivenUpInTime() {
        issuer.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            awaitOver(exchange);
        });

        assertThatThrownBy(() -> new KeysFetch(Duration.ofMillis(200), MAX_BYTES).retrieveResource(issuer.url()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no end within 200 ms");
    }

    @Test
    void noAnswerAtAll_isGivenUpInTime() {
        issuer.answers(this::awaitOver);

        assertThatThrownBy(() -> new KeysFetch(Duration.ofMillis(200), MAX_BYTES).retrieveResource(issuer.url()))
                .isInstanceOf(IOException.class);
    }

    private void awaitOver(HttpExchange exchange) {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean mayRead(String token) throws Exception {
        return tokens.caller(token)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS)
                .permissions()
                .contains(Permission.READ);
    }

    private Reason refusal(String token) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> {
            try {
                tokens.caller(token).toCompletableFuture().get(20, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw Objects.requireNonNull(e.getCause());
            }
        });
        return refused.refusal().reason();
    }
}
