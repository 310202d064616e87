package dev.dynolift.preflight;

import java.util.function.Consumer;

/**
 * How text is written in both databases. One without an encoding (SQL_ASCII) can go to UTF-8, byte for byte, when all of
 * its text is UTF-8: {@link TextScan} looks.
 */
final class Encodings implements Check {

    private static final String ENCODING =
            "SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()";

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        String from = sides.source().text(ENCODING);
        String to = sides.target().text(ENCODING);
        if (isUnknown(sides)) {
            String why = "It takes any bytes as text; only what is UTF-8 can be moved.";
            found.accept(
                    sides.kind().follows()
                            ? Finding.warning(
                                    Side.SOURCE,
                                    "its encoding is SQL_ASCII",
                                    why
                                            + " The app can write something else at any moment, and the move then ends with an"
                                            + " error.",
                                    "Make sure that the app writes UTF-8 (client_encoding).")
                            : Finding.info(Side.SOURCE, "its encoding is SQL_ASCII", why));
        }
        if (!from.equals(to) && !(from.equals("SQL_ASCII") && to.equals("UTF8"))) {
            found.accept(Finding.blocking(
                    Side.TARGET,
                    "its encoding is " + to + ", the source's is " + from,
                    "The same text would be other bytes there, and no comparison could prove it equal.",
                    "Create the target database with ENCODING '" + (from.equals("SQL_ASCII") ? "UTF8" : from)
                            + "' (TEMPLATE template0)."));
        }
    }

    /** Whether text without an encoding gets one on its way; otherwise its bytes go as they are. */
    static boolean isUnknown(Sides sides) {
        return sides.source().text(ENCODING).equals("SQL_ASCII")
                && !sides.target().text(ENCODING).equals("SQL_ASCII");
    }
}
