package dev.dynolift.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the expression of a {@code \set}. One text each; not thread-safe. */
final class ExpressionParser {

    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");

    private final String text;
    private final Predicate<String> isKnown;
    private int at;

    ExpressionParser(String text, Predicate<String> isKnown) {
        this.text = text;
        this.isKnown = isKnown;
    }

    /** What is wrong, and where in the text. */
    static final class Unreadable extends Exception {
        private final int at;

        Unreadable(int at, String message) {
            super(message);
            this.at = at;
        }

        int at() {
            return at;
        }
    }

    Expression parse() throws Unreadable {
        Expression expression = sum();
        skipBlanks();
        if (at < text.length()) {
            throw new Unreadable(at, "nothing may follow here");
        }
        return expression;
    }

    private Expression sum() throws Unreadable {
        return chain(Set.of('+', '-'), true);
    }

    private Expression chain(Set<Character> operators, boolean ofProducts) throws Unreadable {
        Expression left = ofProducts ? chain(Set.of('*', '/', '%'), false) : value();
        while (true) {
            skipBlanks();
            if (at >= text.length() || !operators.contains(text.charAt(at))) {
                return left;
            }
            char operator = text.charAt(at++);
            Expression right = ofProducts ? chain(Set.of('*', '/', '%'), false) : value();
            left = new Expression.Operation(operator, left, right);
        }
    }

    private Expression value() throws Unreadable {
        skipBlanks();
        if (at >= text.length()) {
            throw new Unreadable(at, "a value is missing");
        }
        char c = text.charAt(at);
        if (c == '-') {
            at++;
            return new Expression.Operation('-', new Expression.Constant(0L), value());
        }
        if (c == '(') {
            at++;
            Expression inside = sum();
            expect(')');
            return inside;
        }
        if (c == ':') {
            at++;
            int start = at;
            String name = match(NAME, "a variable's name");
            if (!isKnown.test(name)) {
                throw new Unreadable(start, "nothing gives the variable " + name + " a value");
            }
            return new Expression.Reference(name);
        }
        if (Character.isDigit(c)) {
            int start = at;
            try {
                return new Expression.Constant(Expression.numberOf(match(NUMBER, "a number")));
            } catch (NumberFormatException e) {
                throw new Unreadable(start, "the number is too large");
            }
        }
        return call();
    }

    private Expression call() throws Unreadable {
        int start = at;
        String function = match(NAME, "a number, a :variable, random(…) or random_zipfian(…)");
        int wanted =
                switch (function) {
                    case "random" -> 2;
                    case "random_zipfian" -> 3;
                    default ->
                        throw new Unreadable(
                                start, "there is no function " + function + "; random and random_zipfian are");
                };
        expect('(');
        List<Expression> arguments = new ArrayList<>(List.of(sum()));
        skipBlanks();
        while (at < text.length() && text.charAt(at) == ',') {
            at++;
            arguments.add(sum());
            skipBlanks();
        }
        expect(')');
        if (arguments.size() != wanted) {
            throw new Unreadable(start, function + " takes " + wanted + " values, not " + arguments.size());
        }
        return wanted == 2
                ? new Expression.Even(arguments.get(0), arguments.get(1))
                : new Expression.Zipfian(arguments.get(0), arguments.get(1), arguments.get(2));
    }

    private void expect(char wanted) throws Unreadable {
        skipBlanks();
        if (at >= text.length() || text.charAt(at) != wanted) {
            throw new Unreadable(at, "a '" + wanted + "' is missing");
        }
        at++;
    }

    private String match(Pattern pattern, String what) throws Unreadable {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw new Unreadable(at, "expected " + what);
        }
        at = matcher.end();
        return matcher.group();
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
