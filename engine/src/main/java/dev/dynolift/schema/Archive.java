package dev.dynolift.schema;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.Names;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The table of contents of pg_dump's custom format. It is read here and not from pg_restore's text, because a function's
 * body may hold lines that look like that text's headings.
 *
 * @param items in the order in which pg_restore would apply them
 */
record Archive(List<Item> items) {

    private static final int SECTION_PRE_DATA = 2;
    private static final int SECTION_DATA = 3;
    private static final int SECTION_POST_DATA = 4;

    /** The format's minor versions that are known: those of pg_dump 14 to 18. */
    private static final int NEWEST = 16;

    private static final int OLDEST = 14;
    private static final int HAS_COMPRESSION_NAME = 15;
    private static final int HAS_RELATION_KIND = 16;

    Archive {
        items = List.copyOf(items);
    }

    /**
     * One entry.
     *
     * @param id the archive's own number, which {@code needs} refers to
     * @param catalog oid of the catalog that holds the object: 1259 is pg_class
     * @param oid the object's oid at the source
     * @param section an entry that belongs to no section is in that of the entry before it
     * @param schema empty when it is in none
     */
    record Item(
            int id,
            long catalog,
            long oid,
            String name,
            String kind,
            Section section,
            String definition,
            String schema,
            List<Integer> needs) {

        Item {
            needs = List.copyOf(needs);
        }
    }

    Archive without(Set<Item> left) {
        return new Archive(items.stream().filter(item -> !left.contains(item)).toList());
    }

    /** Reads what {@code pg_dump --format=custom --encoding=UTF8} wrote. */
    static Archive read(byte[] bytes) {
        try {
            return new Reader(ByteBuffer.wrap(bytes)).archive();
        } catch (BufferUnderflowException e) {
            throw new DynoliftException(
                    ErrorCode.PROCESS,
                    "pg_dump's answer ends too early",
                    "",
                    "Run the same command again; is the disk or the memory of this machine full?",
                    e);
        }
    }

    /** Walks through the bytes once. */
    private static final class Reader {

        private final ByteBuffer bytes;
        private int version;
        private int integerSize;
        private int offsetSize;

        Reader(ByteBuffer bytes) {
            this.bytes = bytes;
        }

        Archive archive() {
            head();
            int count = integer();
            List<Item> items = new ArrayList<>(count);
            Section section = Section.PRE_DATA;
            for (int i = 0; i < count; i++) {
                section = item(section, items);
            }
            return new Archive(items);
        }

        private void head() {
            byte[] magic = new byte[5];
            bytes.get(magic);
            int major = bytes.get();
            version = bytes.get();
            if (!new String(magic, StandardCharsets.US_ASCII).equals("PGDMP")
                    || major != 1
                    || version < OLDEST
                    || version > NEWEST) {
                throw new DynoliftException(
                        ErrorCode.TOOL_MISSING,
                        "the archive of this pg_dump cannot be read",
                        "its format is 1." + version + ", and known are 1." + OLDEST + " to 1." + NEWEST,
                        "Put the client programs of PostgreSQL 14 to 18 first in PATH.");
            }
            bytes.get();
            integerSize = bytes.get();
            offsetSize = bytes.get();
            bytes.get();
            if (version >= HAS_COMPRESSION_NAME) {
                bytes.get();
            } else {
                integer();
            }
            // When it was made: seconds to years, and whether in summer time.
            for (int i = 0; i < 7; i++) {
                integer();
            }
            text();
            text();
            text();
        }

        private Section item(Section before, List<Item> items) {
            int id = integer();
            integer();
            long catalog = Long.parseLong(orEmpty(text()));
            long oid = Long.parseLong(orEmpty(text()));
            String name = orEmpty(text());
            String kind = orEmpty(text());
            int sectionNumber = integer();
            String definition = orEmpty(text());
            text();
            text();
            String schema = orEmpty(text());
            text();
            String accessMethod = orEmpty(text());
            if (version >= HAS_RELATION_KIND) {
                integer();
            }
            text();
            text();
            List<Integer> needs = new ArrayList<>();
            for (String need = text(); need != null; need = text()) {
                needs.add(Integer.valueOf(need));
            }
            bytes.get();
            bytes.position(bytes.position() + offsetSize);
            Section section =
                    switch (sectionNumber) {
                        case SECTION_PRE_DATA -> Section.PRE_DATA;
                        case SECTION_DATA, SECTION_POST_DATA -> Section.POST_DATA;
                        default -> before;
                    };
            String whole = withAccessMethod(definition.strip(), accessMethod);
            items.add(new Item(id, catalog, oid, name, kind, section, whole, schema, needs));
            return section;
        }

        /** Tables are kept by PostgreSQL's heap, but for an extension's; pg_dump names it beside the definition. */
        private static String withAccessMethod(String definition, String accessMethod) {
            String setting = "SET LOCAL default_table_access_method TO ";
            return accessMethod.isEmpty() || accessMethod.equals("heap")
                    ? definition
                    : setting + Names.quote(accessMethod) + ";\n" + definition + "\n" + setting + "DEFAULT;";
        }

        private static String orEmpty(@Nullable String text) {
            return text == null ? "" : text;
        }

        private int integer() {
            boolean negative = bytes.get() != 0;
            int value = 0;
            for (int i = 0; i < integerSize; i++) {
                int part = Byte.toUnsignedInt(bytes.get());
                value |= i < Integer.BYTES ? part << (Byte.SIZE * i) : 0;
            }
            return negative ? -value : value;
        }

        private @Nullable String text() {
            int length = integer();
            if (length < 0) {
                return null;
            }
            byte[] content = new byte[length];
            bytes.get(content);
            return new String(content, StandardCharsets.UTF_8);
        }
    }
}
