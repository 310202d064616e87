package dev.dynolift.engine;

import java.util.List;
import java.util.Random;

/**
 * One thing that an app may do to {@code random_history.sql}, as SQL. Writers of different lanes seldom touch the same
 * rows, so that one who takes long does not make all the others wait.
 */
final class RandomChange {

    /** How many lanes the rows are divided into. */
    static final int LANES = 2;

    private final Random random;
    private final int lane;

    RandomChange(Random random, int lane) {
        this.random = random;
        this.lane = lane;
    }

    /** A change of a row or a few. */
    String small() {
        int account = ofLane(400);
        int few = ofLane(60);
        int other = ofLane(60);
        int third = ofLane(60);
        int employee = ofLane(100);
        int day = random.nextInt(100);
        int any = random.nextInt(1_000_000);
        return switch (random.nextInt(32)) {
            case 0, 1 -> "UPDATE accounts SET balance = balance + 1 WHERE id = " + account;
            case 2 -> "INSERT INTO accounts (name, moods) VALUES ('new " + any + "', ARRAY['ok']::mood[])";
            case 3 -> "DELETE FROM accounts WHERE id = " + account;
            case 4 ->
                "UPDATE accounts SET mood = 'sad', facts = facts || hstore('x', '" + any + "') WHERE id BETWEEN "
                        + account + " AND " + (account + 10);
            case 5 ->
                "WITH made AS (INSERT INTO orders (account_id, total) SELECT id, " + any + " / 7.0 FROM accounts"
                        + " WHERE id = " + account + " RETURNING id)"
                        + " INSERT INTO order_lines SELECT id, 1, 'made' FROM made";
            case 6 -> lineBeforeItsOrder(account, any);
            case 7 -> "UPDATE orders SET state = 'paid', total = total + 1 WHERE account_id = " + account;
            case 8 -> "DELETE FROM orders WHERE account_id = " + account;
            case 9 -> "UPDATE employees SET boss = " + ofLane(100) + " WHERE id = " + employee;
            case 10 ->
                "DELETE FROM employees WHERE id = " + employee + "; INSERT INTO employees VALUES (" + employee
                        + ", NULL, 'again')";
            case 11, 12 ->
                "INSERT INTO favourites VALUES (" + few % 20 + ", " + day % 10 + "), (" + few % 20 + ", " + day % 10
                        + ")";
            case 13 ->
                "DELETE FROM favourites WHERE ctid = (SELECT ctid FROM favourites WHERE account_id = " + few % 20
                        + " LIMIT 1)";
            case 14 -> "UPDATE favourites SET thing = (thing + 1) % 10 WHERE account_id = " + few % 20;
            case 15 -> "UPDATE notes SET weight = weight + 1, body = '{\"b\":  " + any + "}' WHERE line = " + few;
            case 16 -> "INSERT INTO notes VALUES (" + few + ", '1', 2); DELETE FROM notes WHERE line = " + other;
            case 17 ->
                "INSERT INTO ratings VALUES (nullif(" + few % 60 + ", 0), nullif(" + day % 7
                        + ", 0)) ON CONFLICT DO NOTHING";
            case 18 -> "INSERT INTO visits (day, path) VALUES (date '2026-01-01' + " + day + ", '/new')";
            case 19 -> "UPDATE visits SET day = date '2026-01-01' + " + day + " WHERE id = " + account;
            case 20 ->
                random.nextBoolean()
                        ? "DELETE FROM visits_january WHERE id = " + account
                        : "INSERT INTO visits_february (id, day, path) OVERRIDING SYSTEM VALUE VALUES"
                                + " (nextval('visits_id_seq'), '2026-02-03', '/leaf')";
            case 21 -> swapAtTheEnd(few, other, third);
            case 22 -> few == other ? exchange(few) : exchange(few, other);
            case 23 -> few == other || other == third || third == few ? exchange(few) : exchange(few, other, third);
            case 24 -> keysInAChain(few, other);
            case 25 ->
                "UPDATE coupons SET code = CASE WHEN code::text LIKE 'C%' THEN lower(code::text) ELSE initcap("
                        + "code::text) END, uses = uses + 1 WHERE code = 'code" + few % 40 + "'";
            case 26 ->
                "INSERT INTO coupons (code) VALUES ('Code" + few + "') ON CONFLICT (code) DO UPDATE SET uses ="
                        + " coupons.uses + 1";
            case 27 ->
                "UPDATE prices SET amount = CASE WHEN scale(amount) < 6 THEN amount * 1.0 ELSE trim_scale(amount) END WHERE"
                        + " amount = " + few % 40;
            case 28 ->
                "DELETE FROM \"Legacy Orders\" WHERE \"Id\" = " + few + "; INSERT INTO \"Legacy Orders\" VALUES (" + few
                        + ", 'again " + any + "')";
            case 29 -> "UPDATE report_lines SET words = left(words, 40) || '.' WHERE line = " + few;
            case 30 -> "UPDATE parents SET word = 'changed " + any + "' WHERE id = " + ofLane(80);
            default ->
                "DELETE FROM heirs WHERE id = " + few + "; INSERT INTO " + (random.nextBoolean() ? "heirs" : "parents")
                        + " VALUES (" + few + ", 'born')";
        };
    }

    /** A change of rows that everybody wants. */
    String hot() {
        return "UPDATE counters SET n = n + 1 WHERE id = " + (1 + random.nextInt(4));
    }

    /** More subtransactions than the server keeps in memory for a session, a fifth of them undone. */
    String manySubtransactions() {
        int from = random.nextInt(1400);
        return "DO $$ BEGIN FOR i IN 1..70 LOOP BEGIN UPDATE events SET n = n + 1 WHERE id = " + from + " + i;"
                + " INSERT INTO favourites VALUES (1, i % 10); IF i % 5 = 0 THEN RAISE EXCEPTION 'undone'; END IF;"
                + " EXCEPTION WHEN raise_exception THEN NULL; END; END LOOP; END $$";
    }

    /** A change of a whole table, or one that empties it; statements of one transaction. */
    List<String> large() {
        int any = random.nextInt(1_000_000);
        return switch (random.nextInt(9)) {
            case 0, 1 -> List.of("UPDATE events SET n = n + 1, state = 'all " + any + "'");
            case 2 ->
                List.of(
                        "DELETE FROM events WHERE id % 3 = 0",
                        "INSERT INTO events SELECT i, 0, 'again' FROM generate_series(3, 1500, 3) AS i");
            case 3 -> List.of("UPDATE events SET id = -id", "UPDATE events SET id = -id");
            case 4 ->
                List.of(
                        "TRUNCATE report_lines",
                        "INSERT INTO report_lines SELECT i, 'fresh' FROM generate_series(1, 60) AS i");
            case 5 ->
                List.of(
                        "TRUNCATE orders CASCADE",
                        "INSERT INTO orders (account_id, total) SELECT id, 1 FROM accounts WHERE id < 200",
                        "INSERT INTO order_lines SELECT id, 1, 'fresh' FROM orders");
            case 6 -> List.of(random.nextBoolean() ? "TRUNCATE visits_else_odd" : "TRUNCATE visits_else");
            case 7 ->
                List.of(
                        "INSERT INTO visits (day, path) SELECT date '2026-01-01' + i % 80, '/more' FROM"
                                + " generate_series(1, 200) AS i",
                        "DELETE FROM visits WHERE id <= (SELECT max(id) - 600 FROM visits)",
                        "DELETE FROM audit WHERE id <= (SELECT max(id) - 300 FROM audit)");
            default ->
                List.of(
                        "INSERT INTO accounts (id, name) SELECT i, 'back' FROM generate_series(1, 400) AS i"
                                + " ON CONFLICT DO NOTHING",
                        "DELETE FROM accounts WHERE id > 400 AND id <= (SELECT max(id) - 200 FROM accounts)",
                        "DELETE FROM favourites WHERE ctid IN (SELECT ctid FROM favourites OFFSET 400)");
        };
    }

    private static String lineBeforeItsOrder(int account, int any) {
        String id = "('" + "%08d".formatted(any) + "-0000-4000-8000-" + "%012d".formatted(account) + "')::uuid";
        return "INSERT INTO order_lines VALUES (" + id + ", 1, 'first the line'); INSERT INTO orders (id, account_id)"
                + " SELECT " + id + ", min(id) FROM accounts";
    }

    private static String swapAtTheEnd(int one, int other, int third) {
        return "UPDATE seats SET place = CASE name WHEN 'seat " + one + "' THEN (SELECT place FROM seats WHERE name ="
                + " 'seat " + other + "') WHEN 'seat " + other + "' THEN (SELECT place FROM seats WHERE name = 'seat "
                + third + "') ELSE (SELECT place FROM seats WHERE name = 'seat " + one + "') END WHERE name IN ('seat "
                + one + "', 'seat " + other + "', 'seat " + third + "')";
    }

    /** Two or three rows take each other's values, with the help of values that no row has. */
    private static String exchange(int... ids) {
        StringBuilder block = new StringBuilder("DO $$ DECLARE numbers int[]; BEGIN");
        for (int i = 0; i < ids.length; i++) {
            block.append(" numbers[")
                    .append(i)
                    .append("] := (SELECT number FROM badges WHERE id = ")
                    .append(ids[i])
                    .append(" FOR UPDATE); UPDATE badges SET number = -100000 - id WHERE id = ")
                    .append(ids[i])
                    .append(';');
        }
        for (int i = 0; i < ids.length; i++) {
            int next = (i + 1) % ids.length;
            block.append(" UPDATE badges SET number = coalesce(numbers[")
                    .append(next)
                    .append("], number) WHERE id = ")
                    .append(ids[i])
                    .append(';');
        }
        return block.append(" END $$").toString();
    }

    /** One row goes where another was, which goes where a third was; and two keys change places. */
    private static String keysInAChain(int one, int other) {
        return "DELETE FROM badges WHERE id = " + (one + 200) + "; UPDATE badges SET id = " + (one + 200)
                + " WHERE id = " + one + "; UPDATE badges SET id = " + one + " WHERE id = " + other
                + "; UPDATE badges SET id = " + other + " WHERE id = " + (one + 200);
    }

    /** A number from 1 on, most often one of this lane's. */
    private int ofLane(int count) {
        int share = count / LANES;
        int at = random.nextInt(20) == 0 ? random.nextInt(LANES) : lane;
        return 1 + at * share + random.nextInt(share);
    }
}
