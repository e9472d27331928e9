package dev.bellwether.edge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.jwk.ECKey;
import dev.bellwether.edge.LoggedLines;
import dev.bellwether.edge.access.Refusal.Reason;
import dev.bellwether.edge.file.WatchedFiles;
import dev.bellwether.testing.ScriptedServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Issuers that change their keys, are away, or answer as no issuer should. Who reads such an answer in Java 17 cannot be interrupted. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JwksSourceTest {

    private static final int MAX_BYTES = 10_000;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);

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

    /** Unknown keys cost the issuer no more than a question every 10 seconds, and one more at once; nor do they fill the log. */
    @Test
    void tokensOfUnknownKeys_makeNeitherTheIssuerWorkNorTheLog() throws Exception {
        issuer.publishes(Issuer.key("known"));
        String unknown = Issuer.token(Issuer.key("unknown"));
        try (LoggedLines log = new LoggedLines(JwtTokens.class)) {
            for (int i = 0; i < 20; i++) {
                assertThat(refusal(unknown)).isIn(Reason.INVALID, Reason.UNDECIDED);
            }

            assertThat(log.lines()).hasSizeLessThanOrEqualTo(1);
        }
        assertThat(issuer.timesAsked()).isLessThanOrEqualTo(2);
    }

    @Test
    void anIssuerThatGoesAway_isNotMissedForTheKeysThatAreKnown() throws Exception {
        ECKey key = Issuer.key("known");
        issuer.publishes(key);
        assertThat(mayRead(Issuer.token(key))).isTrue();

        issuer.answers(ScriptedServer.status(500));

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
        issuer.answers(ScriptedServer.withoutEnd(200));

        assertThatThrownBy(() -> fetch(new KeysFetch.Bounds(LONG, LONG, MAX_BYTES)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than " + MAX_BYTES + " bytes");
    }

    @Test
    void anAnswerThatDoesNotComeOn_isGivenUpInTime() {
        issuer.answers(ScriptedServer.stalling(200));

        assertThatThrownBy(() -> fetch(new KeysFetch.Bounds(LONG, SHORT, MAX_BYTES)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no end within 200 ms");
    }

    @Test
    void noAnswerAtAll_isGivenUpInTime() {
        issuer.answers(ScriptedServer.silent());

        assertThatThrownBy(() -> fetch(new KeysFetch.Bounds(SHORT, LONG, MAX_BYTES)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not begun to answer within 200 ms");
    }

    /** Each of them takes less than the limit, all together more. */
    @Test
    void anIssuerThatSendsUsFromOnePlaceToTheNext_isGivenUpInTime() {
        issuer.answers(exchange -> {
            over.await(SHORT.toMillis() / 2, TimeUnit.MILLISECONDS);
            int hop = exchange.getRequestURI().getPath().length();
            exchange.getResponseHeaders().set("Location", "/" + "x".repeat(hop));
            exchange.sendResponseHeaders(hop < "/keys".length() + 3 ? 302 : 200, -1);
        });

        assertThatThrownBy(() -> fetch(new KeysFetch.Bounds(SHORT, LONG, MAX_BYTES)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not begun to answer within 200 ms");
    }

    private void fetch(KeysFetch.Bounds bounds) throws IOException {
        new KeysFetch(issuer.url(), bounds).retrieveResource(issuer.url().toURL());
    }

    /** Java takes the first as a {@code URL} only, the second as a {@code URI} without a host, and says of the third when it connects. */
    @ParameterizedTest
    @ValueSource(
            strings = {"http://me:p|secret@host/keys", "http://me:secret@ho_st/keys", "http://me:secret@host:65536/"})
    void anAddressThatCannotBeAsked_isRefusedWithoutRepeatingIt(String address) {
        assertThatThrownBy(() -> new JwtConfig(address, "me", "you", Set.of("ES256"), "scope", Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("jwt.jwks: no address")
                .hasMessageNotContaining("secret")
                .hasNoCause();
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
