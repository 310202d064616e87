package dev.dynolift.aws;

import java.time.Instant;
import java.util.List;

/**
 * Who logged in within a time, the newest first.
 *
 * @param regions that were asked
 * @param services how many times a service of AWS's took on a role, which nobody has to answer for
 * @param complete whether there was not more than anybody wants to wait for
 */
public record LoginHistory(
        Instant since, Instant until, List<String> regions, List<LoginEvent> events, int services, boolean complete) {

    public LoginHistory {
        regions = List.copyOf(regions);
        events = List.copyOf(events);
    }
}
