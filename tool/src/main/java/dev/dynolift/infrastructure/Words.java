package dev.dynolift.infrastructure;

/** Numbers as people say them. */
final class Words {

    private Words() {}

    /** CPU units and MiB as "0.5 vCPU and 1 GB". */
    static String size(int cpu, int memoryMib) {
        return number(cpu / 1024.0) + " vCPU and " + number(memoryMib / 1024.0) + " GB";
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
