package dev.dynolift.repository;

import dev.dynolift.inventory.DatabaseHoldings.Tables;
import dev.dynolift.inventory.SchemaFile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the copy of a database's definitions that migrations leave in a checkout, line by line. */
final class SchemaReading {

    /** Who has SQL does without the other, which then is old. */
    private static final List<String> FILES = List.of("db/structure.sql", "priv/repo/structure.sql", "db/schema.rb");

    private static final int LONGEST_LINE = 2000;
    private static final int NAMED_TABLES = 20;

    private static final Pattern ENABLED =
            Pattern.compile("^\\s*+enable_extension[ (]+[\"'](?:\\w+\\.)?([\\w-]{1,63})[\"']");
    private static final Pattern CREATED =
            Pattern.compile("(?i)^\\s*+CREATE EXTENSION\\s+(?:IF NOT EXISTS\\s+)?\"?([\\w-]{1,63})\"?");
    private static final Pattern RUBY_TABLE = Pattern.compile("^\\s*+create_table[ (]+[\"']([\\w.]{1,127})[\"'](.*)");
    private static final Pattern SQL_TABLE =
            Pattern.compile("(?i)^\\s*+CREATE\\s+(UNLOGGED\\s+)?TABLE\\s+(?:IF NOT EXISTS\\s+)?([\\w.\"]{1,127})(.*)");
    private static final Pattern ALTERED =
            Pattern.compile("(?i)^\\s*+ALTER TABLE\\s+(?:ONLY\\s+)?([\\w.\"]{1,127})(.*)");
    private static final Pattern PART =
            Pattern.compile("(?i)\\bATTACH PARTITION\\s+([\\w.\"]{1,127})|\\bPARTITION OF\\b");

    private final List<SchemaFile.Extension> extensions = new ArrayList<>();
    private final Set<String> withoutKey = new LinkedHashSet<>();
    private final Set<String> unlogged = new LinkedHashSet<>();
    /** The table that the lines are about. */
    private String table = "";

    private SchemaReading() {}

    static @Nullable SchemaFile of(Checkout checkout) {
        for (String file : FILES) {
            Optional<String> text = checkout.text(file);
            if (text.isPresent()) {
                return new SchemaReading().read(file, text.get());
            }
        }
        return null;
    }

    private SchemaFile read(String file, String text) {
        boolean sql = file.endsWith(".sql");
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            if (line.length() <= LONGEST_LINE) {
                Matcher extension = (sql ? CREATED : ENABLED).matcher(line);
                if (extension.find()) {
                    extensions.add(new SchemaFile.Extension(extension.group(1), i + 1));
                } else if (sql) {
                    sql(line);
                } else {
                    ruby(line);
                }
            }
        }
        return new SchemaFile(file, extensions, tables(withoutKey), tables(unlogged));
    }

    private void ruby(String line) {
        Matcher created = RUBY_TABLE.matcher(line);
        if (created.find()
                && created.group(2).matches(".*\\bid(:|\"? =>) ?false\\b.*")
                && !created.group(2).contains("primary_key")) {
            withoutKey.add(created.group(1));
        }
    }

    private void sql(String line) {
        Matcher created = SQL_TABLE.matcher(line);
        Matcher altered = ALTERED.matcher(line);
        if (created.find()) {
            table = name(created.group(2));
            withoutKey.add(table);
            if (created.group(1) != null) {
                unlogged.add(table);
            }
        } else if (altered.find()) {
            table = name(altered.group(1));
        }
        if (line.toUpperCase(java.util.Locale.ROOT).contains("PRIMARY KEY")) {
            withoutKey.remove(table);
        }
        Matcher part = PART.matcher(line);
        if (part.find()) {
            withoutKey.remove(part.group(1) == null ? table : name(part.group(1)));
        }
    }

    private static String name(String written) {
        return written.replace("\"", "").replaceFirst("^public\\.", "");
    }

    private static Tables tables(Set<String> names) {
        return new Tables(names.size(), names.stream().limit(NAMED_TABLES).toList());
    }
}
