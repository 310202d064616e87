package dev.dynolift.traffic;

import java.util.List;

/**
 * What a process is told in the first line of its standard input, as JSON. Addresses travel this way because a pipe, other
 * than arguments and files, can be read by nobody else.
 *
 * @param process from 0
 * @param firstWriter the {@code :writer} of its first connection
 * @param ledger the file to which it appends
 */
record TrafficOrders(
        int process,
        int firstWriter,
        int writers,
        int pauseMillis,
        String scale,
        List<Script> scripts,
        String ledger,
        Side side,
        Address source,
        Address target) {

    record Script(String file, int weight) {}

    /** Where a side is; the login is the app's. */
    record Address(String jdbcUrl, String user, String login) {

        @Override
        public String toString() {
            return jdbcUrl;
        }
    }
}
