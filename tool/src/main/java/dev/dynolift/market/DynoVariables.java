package dev.dynolift.market;

import dev.dynolift.market.DynoSizes.DynoSize;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The environment variables that Heroku's buildpacks count at each start, by the size of the dyno that starts. */
public final class DynoVariables {

    public static final String CONCURRENCY = "WEB_CONCURRENCY";

    /** What a process may use, in MB; Node's buildpack divides the dyno's memory by it. */
    public static final String PROCESS_MEMORY = "WEB_MEMORY";

    /** The dyno's memory in MB, by Node's buildpack. */
    public static final String MEMORY = "MEMORY_AVAILABLE";

    /** The same, by Python's; no documentation speaks of it, and apps read it. */
    private static final String DYNO_MEMORY = "DYNO_RAM";

    /** All that any buildpack counts. */
    public static final Set<String> NAMES = Set.of(CONCURRENCY, PROCESS_MEMORY, MEMORY, DYNO_MEMORY);

    /** Heroku's largest, and the most that Node's buildpack believes in. */
    private static final int MOST_MEMORY = 129024;

    private DynoVariables() {}

    /**
     * What a process finds that starts on a dyno, by name, in the order in which people look for it.
     *
     * @param language whose buildpack counts: {@code ruby}, which counts nothing, {@code nodejs}, {@code python}
     */
    public static Map<String, String> of(String language, DynoSize dyno) {
        int memory = dyno.memoryMib();
        Map<String, String> variables = new LinkedHashMap<>();
        if (language.equals("nodejs")) {
            int available = Math.min(memory, MOST_MEMORY);
            int each = available > 16384 ? 2048 : 512;
            put(variables, CONCURRENCY, Math.max(1, available / each));
            put(variables, PROCESS_MEMORY, each);
            put(variables, MEMORY, available);
        } else if (language.equals("python")) {
            int fit = Math.max(1, memory / 256);
            put(variables, CONCURRENCY, dyno.cores() == 0 ? fit : Math.min(2 * dyno.cores() + 1, fit));
            put(variables, DYNO_MEMORY, memory);
        }
        return variables;
    }

    private static void put(Map<String, String> variables, String name, int value) {
        variables.put(name, String.valueOf(value));
    }
}
