package dev.bellwether.edge.access;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.bellwether.edge.access.JwtClaims.RefusedClaimException;
import dev.bellwether.edge.access.Refusal.Reason;
import dev.bellwether.edge.file.WatchedFiles;
import dev.bellwether.observation.log.LimitedWarning;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signed JSON Web Tokens of one issuer. They are checked in threads of their own, since the issuer's keys may have to be fetched; more
 * than {@value #MAX_WAITING} that wait for it are told to come again.
 */
public final class JwtTokens implements Tokens, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(JwtTokens.class);

    /** Longer ones are refused unread: a token that is good has some hundred bytes. */
    private static final int MAX_LENGTH = 16 * 1024;

    private static final int THREADS = 2;
    private static final int MAX_WAITING = 1_000;

    private final JwtConfig config;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final ThreadPoolExecutor threads;
    private final LimitedWarning keysMissing = new LimitedWarning(log);

    private JwtTokens(JwtConfig config, JWKSource<SecurityContext> keys, InstantSource clock) {
        this.config = config;
        Set<JWSAlgorithm> algorithms =
                config.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet());
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys));
        processor.setJWTClaimsSetVerifier(new JwtClaims(config, clock));
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
                    Thread daemon = new Thread(task, "edge-jwt");
                    daemon.setDaemon(true);
                    return daemon;
                });
    }

    /** @throws dev.bellwether.edge.file.FileProblemException if the file with the keys cannot be used */
    public static JwtTokens of(JwtConfig config, WatchedFiles files) {
        return of(config, files, InstantSource.system());
    }

    static JwtTokens of(JwtConfig config, WatchedFiles files, InstantSource clock) {
        return new JwtTokens(config, JwksSource.of(config, files), clock);
    }

    @Override
    public CompletionStage<Caller> caller(String token) {
        if (token.length() > MAX_LENGTH || token.chars().filter(c -> c == '.').count() != 2) {
            return CompletableFuture.failedFuture(
                    new RefusedException(Reason.INVALID, "the token is not known here, and is no JSON Web Token"));
        }
        try {
            return CompletableFuture.supplyAsync(() -> check(token), threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(
                    new RefusedException(Reason.UNDECIDED, "too many tokens wait to be checked: send it again later"));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private Caller check(String token) {
        try {
            JWTClaimsSet claims = processor.process(SignedJWT.parse(token), null);
            return new Caller(Objects.requireNonNullElse(claims.getSubject(), "nobody"), permissions(claims));
        } catch (KeySourceException e) {
            keysMissing.warn("The issuer's keys (jwt.jwks) cannot be read: {}", e.getMessage());
            throw new CompletionException(new RefusedException(
                    Reason.UNDECIDED, "the issuer's keys cannot be read now: send it again later"));
        } catch (ParseException e) {
            throw invalid("the token is no signed JSON Web Token");
        } catch (RefusedClaimException e) {
            throw invalid(String.valueOf(e.getMessage()));
        } catch (BadJOSEException e) {
            throw invalid("the token's signature is not one of the issuer's, or its algorithm is not taken");
        } catch (Exception e) {
            log.debug("a token that cannot be checked", e);
            throw invalid("the token's signature cannot be checked");
        }
    }

    private Set<Permission> permissions(JWTClaimsSet claims) {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        words(claims.getClaim(config.scopeClaim()))
                .forEach(word -> Permission.of(word).ifPresent(permissions::add));
        return permissions;
    }

    private static Stream<String> words(@Nullable Object claim) {
        if (claim instanceof Collection<?> list) {
            return list.stream().map(String::valueOf);
        }
        return claim == null
                ? Stream.empty()
                : Arrays.stream(String.valueOf(claim).split(" "));
    }

    private static CompletionException invalid(String message) {
        return new CompletionException(new RefusedException(Reason.INVALID, message));
    }
}
