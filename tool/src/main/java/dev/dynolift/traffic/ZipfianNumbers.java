package dev.dynolift.traffic;

import java.util.random.RandomGenerator;

/**
 * Numbers whose likelihood falls with a power of their size: hot spots. By rejection, after Luc Devroye, "Non-Uniform
 * Random Variate Generation", pages 550 and 551, as pgbench does.
 */
final class ZipfianNumbers {

    /** The method's own bounds, the same as pgbench's. */
    static final double LEAST_EXPONENT = 1.001;

    static final double MOST_EXPONENT = 1000.0;

    private ZipfianNumbers() {}

    /** A number from 1 to {@code count}. */
    static long next(long count, double exponent, RandomGenerator random) {
        if (!(exponent >= LEAST_EXPONENT && exponent <= MOST_EXPONENT)) {
            throw new ScriptError("random_zipfian takes exponents from " + LEAST_EXPONENT + " to " + MOST_EXPONENT);
        }
        if (count == 1) {
            return 1;
        }
        double b = Math.pow(2.0, exponent - 1.0);
        while (true) {
            double u = 1.0 - random.nextDouble();
            double v = random.nextDouble();
            double x = Math.floor(Math.pow(u, -1.0 / (exponent - 1.0)));
            double t = Math.pow(1.0 + 1.0 / x, exponent - 1.0);
            if (v * x * (t - 1.0) / (b - 1.0) <= t / b && x <= count) {
                return (long) x;
            }
        }
    }
}
