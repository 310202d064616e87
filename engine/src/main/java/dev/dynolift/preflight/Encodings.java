package dev.dynolift.preflight;

import java.util.function.Consumer;

/** How text is written in both databases. */
final class Encodings implements Check {

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        String query = "SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()";
        String from = sides.source().text(query);
        String to = sides.target().text(query);
        if (!from.equals(to)) {
            found.accept(Finding.blocking(
                    Side.TARGET,
                    "its encoding is " + to + ", the source's is " + from,
                    "The same text would be other bytes there, and no comparison could prove it equal.",
                    "Create the target database with ENCODING '" + from + "'."));
        }
    }
}
