package dev.dynolift.market;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The pairs of processor and memory that Fargate has. */
public final class FargateSizes {

    private static final List<FargateSize> ALL = CsvTable.rows("fargate_sizes.csv").stream()
            .map(row -> new FargateSize(row.whole("cpu_units"), row.whole("memory_mib")))
            .toList();

    private FargateSizes() {}

    /** {@code cpu} in units of 1/1024 of a processor, memory in MiB. */
    public record FargateSize(int cpu, int memoryMib) {

        @Override
        public String toString() {
            return cpu + "/" + memoryMib;
        }
    }

    public static List<FargateSize> all() {
        return ALL;
    }

    /** The smallest pair with at least that memory and that share of a processor: least memory first, then least processor. */
    public static Optional<FargateSize> smallest(int memoryMib, int cpu) {
        return ALL.stream()
                .filter(size -> size.memoryMib() >= memoryMib && size.cpu() >= cpu)
                .min(Comparator.comparingInt(FargateSize::memoryMib).thenComparingInt(FargateSize::cpu));
    }

    /** The pair with the most memory. */
    public static FargateSize largest() {
        return ALL.stream().max(Comparator.comparingInt(FargateSize::memoryMib)).orElseThrow();
    }

    public static boolean isValid(int cpu, int memoryMib) {
        return ALL.contains(new FargateSize(cpu, memoryMib));
    }

    /** What memory one may have with that much processor, in words; empty when Fargate has no such processor. */
    public static Optional<String> memoryFor(int cpu) {
        List<FargateSize> sizes = ALL.stream().filter(size -> size.cpu() == cpu).toList();
        if (sizes.isEmpty()) {
            return Optional.empty();
        }
        int least = sizes.stream().mapToInt(FargateSize::memoryMib).min().orElseThrow();
        int most = sizes.stream().mapToInt(FargateSize::memoryMib).max().orElseThrow();
        int step = cpu >= 16384 ? 8192 : cpu >= 8192 ? 4096 : 1024;
        return Optional.of(cpu == 256 ? "512, 1024 or 2048 MiB" : least + " to " + most + " MiB in steps of " + step);
    }
}
