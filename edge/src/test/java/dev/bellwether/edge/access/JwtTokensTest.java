package dev.bellwether.edge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.bellwether.edge.access.Refusal.Reason;
import dev.bellwether.edge.file.WatchedFiles;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the sender of a token is told, which is to be the reason, and one that the token does not repeat. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JwtTokensTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final WatchedFiles files = new WatchedFiles(Duration.ofMinutes(1), new SimpleMeterRegistry());

    @SuppressWarnings("NullAway.Init")
    private ECKey key;

    @SuppressWarnings("NullAway.Init")
    private Issuer issuer;

    @SuppressWarnings("NullAway.Init")
    private JwtTokens tokens;

    @BeforeAll
    void start() throws Exception {
        key = Issuer.key("known");
        issuer = new Issuer();
        issuer.publishes(key);
        tokens = JwtTokens.of(issuer.config().withClockSkew(SKEW), files, () -> NOW);
    }

    @AfterAll
    void stop() {
        tokens.close();
        issuer.close();
        files.close();
    }

    private static List<Arguments> wrongClaims() {
        return List.of(
                wrong(
                        "another issuer",
                        "the token is of another issuer",
                        claims -> claims.issuer("https://evil.example")),
                wrong("no issuer", "the token is of another issuer", claims -> claims.issuer(null)),
                wrong("another audience", "the token is for another audience", claims -> claims.audience("others")),
                wrong("no audience", "the token is for another audience", claims -> claims.audience((String) null)),
                wrong("no expiry", "the token has no expiry (exp)", claims -> claims.expirationTime(null)),
                wrong(
                        "an expiry that has just passed, the clocks' difference allowed for",
                        "the token has expired",
                        claims -> claims.expirationTime(Date.from(NOW.minus(SKEW)))),
                wrong(
                        "a beginning that is to come",
                        "the token is not valid yet",
                        claims -> claims.notBeforeTime(Date.from(NOW.plus(SKEW).plusSeconds(1)))));
    }

    private static Arguments wrong(String name, String told, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of(name, told, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongClaims")
    void aWrongClaim_isToldAsWhatItIs(String name, String told, UnaryOperator<JWTClaimsSet.Builder> change)
            throws Exception {
        assertThat(refusal(Issuer.token(key, change.apply(Issuer.claims(NOW.plusSeconds(60))))))
                .isEqualTo(new Refusal(Reason.INVALID, told));
    }

    @Test
    void whatIsNotSignedByTheIssuer_isToldAsThat_whateverItsClaims() throws Exception {
        JWTClaimsSet.Builder claims = Issuer.claims(NOW).issuer("https://evil.example");

        assertThat(refusal(Issuer.token(Issuer.key("known"), claims)).message())
                .isEqualTo("the token's signature is not one of the issuer's, or its algorithm is not taken");
    }

    @Test
    void timesWithinTheClocksDifference_areGood() throws Exception {
        JWTClaimsSet.Builder claims =
                Issuer.claims(NOW.minus(SKEW).plusSeconds(1)).notBeforeTime(Date.from(NOW.plus(SKEW)));

        assertThat(tokens.caller(Issuer.token(key, claims))
                        .toCompletableFuture()
                        .join()
                        .permissions())
                .containsExactly(Permission.READ);
    }

    private Refusal refusal(String token) {
        CompletionException failure = catchThrowableOfType(
                CompletionException.class,
                () -> tokens.caller(token).toCompletableFuture().join());
        return ((RefusedException) Objects.requireNonNull(failure.getCause())).refusal();
    }
}
