package dev.bellwether.verification.judge;

import java.time.Duration;

/**
 * Judges one deployment by one signal. Fed with every closed window of its life, in order, each once; may be asked
 * after each of them without spending anything.
 */
public interface Gate {

    /** Takes note of one operation of a window that closed. */
    void observe(Stratum stratum);

    /** Takes note of requests that came after their window had closed, by version. They are counted, never judged. */
    void observeLate(long canaryRequests, long baselineRequests);

    /**
     * Looks at what has been observed.
     *
     * @param comparison what the canary is compared with at present
     * @param baked how much of the canary's time has been judged
     * @param elapsed how long ago the deployment began
     * @return what can be said; once final, the same for ever
     */
    Decision look(Comparison comparison, Duration baked, Duration elapsed);

    /** Where things stand, in words: the reason of a final decision, or what is known and what is missing. */
    String standing(Comparison comparison);

    /** The numbers as of the last look. */
    Finding finding(Comparison comparison);
}
