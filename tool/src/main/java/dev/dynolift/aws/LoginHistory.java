package dev.dynolift.aws;

import java.time.Instant;
import java.util.List;

/**
 * Who logged in within a time, the newest first.
 *
 * @param regions that were asked for everything
 * @param silent regions that were asked for logins to the console alone, and did not let this login see them
 * @param services how many times a service of AWS's took on a role, which nobody has to answer for
 * @param complete whether there was not more than anybody wants to wait for
 */
public record LoginHistory(
        Instant since,
        Instant until,
        List<String> regions,
        List<String> silent,
        List<LoginEvent> events,
        int services,
        boolean complete) {

    public LoginHistory {
        regions = List.copyOf(regions);
        silent = List.copyOf(silent);
        events = List.copyOf(events);
    }
}
