package dev.dynolift.preflight;

import dev.dynolift.postgres.SqlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** How text is ordered: the databases' own locale, and collations that definitions name. */
final class Collations implements Check {

    private record Locale(String collate, String ctype, String provider) {}

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        missing(sides, found);
        Locale from = locale(sides, Side.SOURCE);
        Locale to = locale(sides, Side.TARGET);
        String changed = "text is ordered by " + to.collate() + " (" + to.provider() + "), at the source by "
                + from.collate() + " (" + from.provider() + ")";
        boolean ordersAlike = spelled(from.collate()).equals(spelled(to.collate()))
                && from.provider().equals(to.provider());
        List<String> partitions = sides.names(Side.SOURCE, "text_partitions.sql");
        if (!ordersAlike && !partitions.isEmpty()) {
            found.accept(Finding.blocking(
                    Side.TARGET,
                    changed,
                    "Rows could fall into other partitions of " + Listing.of(partitions) + ", or into none.",
                    "Create the target database with LC_COLLATE '" + from.collate() + "' (TEMPLATE template0)."));
        } else if (!ordersAlike) {
            found.accept(Finding.warning(
                    Side.TARGET,
                    changed,
                    "ORDER BY and comparisons of text give another order.",
                    "If that matters, create the target database with LC_COLLATE '" + from.collate()
                            + "' (TEMPLATE template0)."));
        }
        if (!spelled(from.ctype()).equals(spelled(to.ctype()))) {
            found.accept(Finding.warning(
                    Side.TARGET,
                    "its LC_CTYPE is " + to.ctype() + ", the source's is " + from.ctype(),
                    "upper(), lower(), ILIKE and word searches treat other letters alike.",
                    "If that matters, create the target database with LC_CTYPE '" + from.ctype()
                            + "' (TEMPLATE template0)."));
        }
    }

    private static void missing(Sides sides, Consumer<Finding> found) {
        List<String> absent = new ArrayList<>(sides.names(Side.SOURCE, "collations.sql"));
        absent.removeIf(name -> sides.target()
                .yes(
                        "SELECT EXISTS (SELECT FROM pg_collation WHERE collname = ?"
                                + " AND collnamespace = 'pg_catalog'::regnamespace AND collencoding IN (-1, pg_char_to_encoding(getdatabaseencoding())))",
                        name));
        if (!absent.isEmpty()) {
            found.accept(Finding.blocking(
                    Side.TARGET,
                    "it does not know the collation " + Listing.of(absent),
                    "Columns or indexes of the source name it, and cannot be created without.",
                    "Use a server that has that locale, or give those columns another COLLATE at the source."));
        }
    }

    private static Locale locale(Sides sides, Side side) {
        return sides.session(side)
                .one(
                        SqlFile.of(Collations.class, "collation.sql").text(),
                        row -> new Locale(row.getString(1), row.getString(2), row.getString(3)));
    }

    /** One locale has many spellings: en_US.UTF-8, en_US.utf8. */
    private static String spelled(String locale) {
        return locale.toLowerCase(java.util.Locale.ROOT).replace("-", "");
    }
}
