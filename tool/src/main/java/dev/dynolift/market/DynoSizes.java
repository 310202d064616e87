package dev.dynolift.market;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The dyno sizes that Heroku sells. */
public final class DynoSizes {

    /** The size of which an account pays one price for all dynos together. */
    public static final String ECO = "eco";

    private static final List<DynoSize> ALL =
            CsvTable.rows("heroku_dynos.csv").stream().map(DynoSizes::read).toList();

    private static final Map<String, DynoSize> BY_NAME = byName();

    private DynoSizes() {}

    /**
     * One size of dyno.
     *
     * @param name as Heroku writes it: {@code standard-2X}
     * @param memoryMib of one dyno
     * @param cpuFloor what Fargate should give at least, in units of 1/1024 of a processor, so that the app does not get
     *     slower than its share at Heroku let it expect
     * @param cores processors to itself or, on Fir, shared; 0 when the share is a fraction
     * @param monthlyUsd of one dyno that always runs
     */
    public record DynoSize(
            String name,
            String tier,
            int memoryMib,
            boolean dedicated,
            int cpuFloor,
            int cores,
            OptionalDouble monthlyUsd,
            Provenance provenance) {}

    /** The size of that name, upper or lower case; older names (hobby, free, 1X, 2X, PM, PL) are understood. */
    public static Optional<DynoSize> find(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        return Optional.ofNullable(BY_NAME.get(OLD_NAMES.getOrDefault(plain, plain)));
    }

    /** Whether the size is {@link #ECO}, by whichever name. */
    public static boolean isEco(@Nullable String name) {
        return name != null
                && find(name).filter(size -> size.name().equals(ECO)).isPresent();
    }

    public static List<DynoSize> all() {
        return ALL;
    }

    private static final Map<String, String> OLD_NAMES = Map.of(
            "hobby", "basic",
            "free", "eco",
            "1x", "standard-1x",
            "2x", "standard-2x",
            "px", "performance-l",
            "pm", "performance-m",
            "pl", "performance-l",
            "performance", "performance-l");

    private static Map<String, DynoSize> byName() {
        Map<String, DynoSize> sizes = new HashMap<>();
        ALL.forEach(size -> sizes.put(size.name().toLowerCase(Locale.ROOT), size));
        return sizes;
    }

    private static DynoSize read(CsvTable.Row row) {
        boolean dedicated = row.text("allocation").equals("dedicated");
        int memoryMib = row.whole("memory_mb");
        int cores = (int) row.number("cpu_cores_python_buildpack_comment").orElse(0);
        return new DynoSize(
                row.text("size"),
                row.text("tier"),
                memoryMib,
                dedicated,
                cpuFloor(row.text("tier"), dedicated, memoryMib, cores),
                cores,
                row.number("price_usd_month_web_2026_07"),
                row.provenance());
    }

    /**
     * A quarter of a processor for each share of a shared dyno. A dedicated Cedar dyno counts its hyperthreads, so half
     * a processor for each; Fir states real ones.
     */
    private static int cpuFloor(String tier, boolean dedicated, int memoryMib, int cores) {
        if (!dedicated || cores == 0) {
            return memoryMib > 512 ? 512 : 256;
        }
        return Math.min(16384, tier.equals("fir") ? cores * 1024 : cores * 512);
    }
}
