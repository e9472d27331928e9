package dev.bellwether.edge.access;

import java.util.concurrent.CompletionStage;

/** Knows whose token a token is. */
@FunctionalInterface
public interface Tokens {

    /**
     * @param token what was sent, of any length and content
     * @return fails with a {@link RefusedException} where the token is nobody's; its message holds nothing of the token
     */
    CompletionStage<Caller> caller(String token);

    /** Asks others where it does not know the token itself. */
    default Tokens or(Tokens others) {
        return token -> caller(token).exceptionallyCompose(unknown -> others.caller(token));
    }
}
