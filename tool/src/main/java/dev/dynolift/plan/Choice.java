package dev.dynolift.plan;

import java.util.Locale;

/**
 * One value of the plan that the user may change.
 *
 * @param consequence what the value means for the user, in plain words; one sentence without a full stop
 */
public record Choice<T>(T value, Source source, String consequence) {

    public static <T> Choice<T> detected(T value, String consequence) {
        return new Choice<>(value, Source.DETECTED, consequence);
    }

    public static <T> Choice<T> byDefault(T value, String consequence) {
        return new Choice<>(value, Source.DEFAULT, consequence);
    }

    public static <T> Choice<T> yours(T value, String consequence) {
        return new Choice<>(value, Source.YOURS, consequence);
    }

    /** The comment that follows the value in the plan file. */
    String comment() {
        return consequence.isEmpty() ? source.word() : source.word() + ": " + consequence;
    }

    /** The word by which the plan file names a value of an enum: {@code SSM_PARAMETER} is {@code ssm-parameter}. */
    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
