package dev.bellwether.console.view;

import java.time.Instant;
import java.util.List;

/**
 * How services fare over a range.
 *
 * @param asOf end of the range, event time
 * @param complete false where windows of the range are missing because there were too many to hold
 * @param versions one entry a version, ordered by service and version
 */
public record ServiceRates(Instant asOf, boolean complete, List<VersionRates> versions) {

    public ServiceRates {
        versions = List.copyOf(versions);
    }
}
