package dev.bellwether.notification.alertmanager;

/** What came of telling an Alertmanager of some alerts. */
sealed interface Answer {

    /** It has taken them. */
    record Taken() implements Answer {}

    /**
     * It found fault with what it was told, and would again; what was right of it, it has taken.
     *
     * @param why for people
     */
    record Refused(String why) implements Answer {}

    /**
     * It was not reached, or could not take anything: worth another try.
     *
     * @param why for people
     */
    record Failed(Failure kind, String why) implements Answer {}

    /** Why it was not told. */
    enum Failure {
        /** No connection, or one that broke. */
        UNREACHABLE,
        /** No whole answer in time. */
        TIMEOUT,
        /** An answer that is no success: it is overloaded, asks for credentials, or is no Alertmanager. */
        STATUS
    }
}
