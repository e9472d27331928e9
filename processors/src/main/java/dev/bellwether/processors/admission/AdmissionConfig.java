package dev.bellwether.processors.admission;

import java.time.Duration;

/**
 * How many names are kept apart, and how long a name that is not seen keeps its place.
 *
 * @param maxServices services of one partition of the deltas
 * @param maxVersions versions of one service
 * @param maxOperations operations of one service, of all its versions together; at most {@link #MOST_OPERATIONS}
 * @param rememberServices how long a service or an operation that is not seen keeps its place at least, in log time
 * @param rememberVersions the same for a version: shorter, since versions come and go with deployments
 */
public record AdmissionConfig(
        int maxServices, int maxVersions, int maxOperations, Duration rememberServices, Duration rememberVersions) {

    public static final AdmissionConfig DEFAULT =
            new AdmissionConfig(2_500, 32, 500, Duration.ofDays(8), Duration.ofHours(1));

    /** A window of the judge holds all operations of a version in one record, which is read and written for each delta. */
    public static final int MOST_OPERATIONS = 10_000;

    /** A place that is in use is written again after this part of the time for which it is remembered. */
    private static final int REFRESHES = 8;

    public AdmissionConfig {
        atLeastOne("maxServices", maxServices);
        atLeastOne("maxVersions", maxVersions);
        if (maxOperations < 1 || maxOperations > MOST_OPERATIONS) {
            throw new IllegalArgumentException(
                    "maxOperations: " + maxOperations + " (expected: 1 to " + MOST_OPERATIONS + ")");
        }
        positive("rememberServices", rememberServices);
        positive("rememberVersions", rememberVersions);
    }

    int limit(AdmittedName.Kind kind) {
        return switch (kind) {
            case SERVICE -> maxServices;
            case VERSION -> maxVersions;
            case OPERATION -> maxOperations;
        };
    }

    /** How old a record of a name's last sight may get, while the name is seen, before it is written again. */
    long refreshMillis(AdmittedName.Kind kind) {
        return remembered(kind).toMillis() / REFRESHES;
    }

    /** How old a record of a name's last sight is when the name surely was not seen for as long as it is remembered. */
    long forgetMillis(AdmittedName.Kind kind) {
        return remembered(kind).toMillis() + refreshMillis(kind);
    }

    private Duration remembered(AdmittedName.Kind kind) {
        return kind == AdmittedName.Kind.VERSION ? rememberVersions : rememberServices;
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: >= 1)");
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
