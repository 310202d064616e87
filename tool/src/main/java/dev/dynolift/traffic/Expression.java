package dev.dynolift.traffic;

import java.util.random.RandomGenerator;

/** What stands after {@code \set name}: numbers are whole ({@code Long}) or not ({@code Double}), as in pgbench. */
sealed interface Expression {

    /** @throws ScriptError when it has no value */
    Number evaluate(Variables variables, RandomGenerator random);

    /** A number as it stands there. */
    record Constant(Number value) implements Expression {
        @Override
        public Number evaluate(Variables variables, RandomGenerator random) {
            return value;
        }
    }

    /** A variable's value. */
    record Reference(String name) implements Expression {
        @Override
        public Number evaluate(Variables variables, RandomGenerator random) {
            return variables.number(name);
        }
    }

    /** Two values and one of {@code + - * / %}; division of whole numbers is whole. */
    record Operation(char operator, Expression left, Expression right) implements Expression {
        @Override
        public Number evaluate(Variables variables, RandomGenerator random) {
            Number a = left.evaluate(variables, random);
            Number b = right.evaluate(variables, random);
            if (a instanceof Long whole && b instanceof Long other) {
                return whole(whole, other);
            }
            return fraction(a.doubleValue(), b.doubleValue());
        }

        private Number whole(long a, long b) {
            if (b == 0 && (operator == '/' || operator == '%')) {
                throw new ScriptError("division by zero");
            }
            return switch (operator) {
                case '+' -> a + b;
                case '-' -> a - b;
                case '*' -> a * b;
                case '/' -> a / b;
                default -> a % b;
            };
        }

        private Number fraction(double a, double b) {
            return switch (operator) {
                case '+' -> a + b;
                case '-' -> a - b;
                case '*' -> a * b;
                case '/' -> a / b;
                default -> a % b;
            };
        }
    }

    /** A whole number of a range, all equally likely; both ends included. */
    record Even(Expression from, Expression to) implements Expression {
        @Override
        public Number evaluate(Variables variables, RandomGenerator random) {
            long low = whole(from, variables, random);
            long high = whole(to, variables, random);
            checkRange(low, high);
            return high == Long.MAX_VALUE ? random.nextLong(low, high) : random.nextLong(low, high + 1);
        }
    }

    /** A whole number of a range, the first ones far more likely. */
    record Zipfian(Expression from, Expression to, Expression exponent) implements Expression {
        @Override
        public Number evaluate(Variables variables, RandomGenerator random) {
            long low = whole(from, variables, random);
            long high = whole(to, variables, random);
            checkRange(low, high);
            double steepness = exponent.evaluate(variables, random).doubleValue();
            return low - 1 + ZipfianNumbers.next(high - low + 1, steepness, random);
        }
    }

    private static long whole(Expression expression, Variables variables, RandomGenerator random) {
        return expression.evaluate(variables, random).longValue();
    }

    private static void checkRange(long low, long high) {
        if (low > high) {
            throw new ScriptError("no number is between " + low + " and " + high);
        }
    }

    /** @throws NumberFormatException when the text is not a number */
    static Number numberOf(String text) {
        return text.matches("-?\\d+") ? (Number) Long.valueOf(text) : (Number) Double.valueOf(text);
    }
}
