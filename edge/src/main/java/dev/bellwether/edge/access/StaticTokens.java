package dev.bellwether.edge.access;

import dev.bellwether.edge.access.Refusal.Reason;
import dev.bellwether.edge.file.SmallFile;
import dev.bellwether.edge.file.WatchedFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tokens that stand in a {@link TokenFile}. */
public final class StaticTokens implements Tokens {

    private static final Logger log = LoggerFactory.getLogger(StaticTokens.class);

    private final Supplier<List<KnownToken>> known;

    private StaticTokens(Supplier<List<KnownToken>> known) {
        this.known = known;
    }

    /**
     * The tokens of a file, read again when it changes.
     *
     * @param setting the setting that names the file
     * @throws dev.bellwether.edge.file.FileProblemException if it cannot be used now
     */
    public static StaticTokens of(String setting, Path file, WatchedFiles watched) {
        return new StaticTokens(watched.watch("the tokens", List.of(file), () -> read(setting, file)));
    }

    /** One token, for one caller. */
    public static StaticTokens of(String token, Caller caller) {
        List<KnownToken> one = List.of(new KnownToken(KnownToken.digest(token), caller));
        return new StaticTokens(() -> one);
    }

    private static List<KnownToken> read(String setting, Path file) {
        if (SmallFile.isOpenToOthers(file)) {
            log.warn("{}: {} can be read or written by every user of this machine: chmod 600 it", setting, file);
        }
        return TokenFile.parse(setting, file, SmallFile.text(setting, file));
    }

    /** Compares with all tokens, so that the time it takes says nothing of which one it was. */
    @Override
    public CompletionStage<Caller> caller(String token) {
        String digest = KnownToken.digest(token);
        @Nullable Caller found = null;
        for (KnownToken candidate : known.get()) {
            if (candidate.is(digest)) {
                found = candidate.caller();
            }
        }
        return found == null
                ? CompletableFuture.failedFuture(new RefusedException(Reason.INVALID, "the token is not known here"))
                : CompletableFuture.completedFuture(found);
    }
}
