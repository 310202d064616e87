package dev.dynolift.traffic;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the app: plays scripts, one after the other, against the side that is in use. Behaves as an app does
 * that is restarted with a new address: what is under way ends where it began.
 */
final class TrafficWriter implements Runnable {

    private static final int RETRY_MILLIS = 20;

    private final TrafficOrders orders;
    private final List<TrafficScript> scripts;
    private final int number;
    private final TrafficControl control;
    private final Tally tally;
    private final SplittableRandom random = new SplittableRandom();
    private final int allWeights;

    private @Nullable Connection connection;
    private Side connected;

    TrafficWriter(TrafficOrders orders, List<TrafficScript> scripts, int number, TrafficControl control, Tally tally) {
        this.orders = orders;
        this.scripts = scripts;
        this.number = number;
        this.control = control;
        this.tally = tally;
        this.connected = orders.side();
        this.allWeights =
                orders.scripts().stream().mapToInt(TrafficOrders.Script::weight).sum();
    }

    @Override
    public void run() {
        try {
            while (control.mayGoOn()) {
                playUntilItWorks(pick());
                control.pause(orders.pauseMillis());
            }
        } finally {
            disconnect();
        }
    }

    private TrafficScript pick() {
        int left = random.nextInt(allWeights);
        int index = 0;
        while (left >= orders.scripts().get(index).weight()) {
            left -= orders.scripts().get(index).weight();
            index++;
        }
        return scripts.get(index);
    }

    private void playUntilItWorks(TrafficScript script) {
        long begun = System.nanoTime();
        long seed = random.nextLong();
        while (control.mayGoOn()) {
            long attempt = System.nanoTime();
            Side side = control.side();
            Outcome outcome = attempt(script, side, seed);
            if (outcome == Outcome.DONE) {
                long end = System.nanoTime();
                tally.done(side, end - attempt, end - begun);
            }
            if (outcome != Outcome.REFUSED) {
                return;
            }
            control.pause(RETRY_MILLIS);
        }
    }

    private enum Outcome {
        DONE,
        REFUSED,
        GIVEN_UP
    }

    /** The same seed makes a retry ask for the same as the attempt before it. */
    private Outcome attempt(TrafficScript script, Side side, long seed) {
        Connection open;
        try {
            open = connectionTo(side);
        } catch (SQLException e) {
            tally.refused(side);
            return Outcome.REFUSED;
        }
        Variables variables = new Variables(Map.of("scale", orders.scale(), "writer", String.valueOf(number)));
        ScriptRun run = new ScriptRun(open, side, tally, variables, new SplittableRandom(seed));
        try {
            run.play(script);
            return Outcome.DONE;
        } catch (SQLException e) {
            rollBack(run);
            return refusal(script, side, e);
        } catch (ScriptError e) {
            rollBack(run);
            tally.failed(side, script.fileName(), String.valueOf(e.getMessage()));
            return Outcome.GIVEN_UP;
        }
    }

    private Outcome refusal(TrafficScript script, Side side, SQLException e) {
        switch (Refusal.of(e)) {
            case TRY_AGAIN -> {
                tally.refused(side);
                return Outcome.REFUSED;
            }
            case CONFLICT -> {
                tally.deadlocked(side);
                return Outcome.GIVEN_UP;
            }
            case FAILURE -> {
                tally.failed(side, script.fileName(), Refusal.words(e));
                return Outcome.GIVEN_UP;
            }
        }
        throw new IllegalStateException();
    }

    private void rollBack(ScriptRun run) {
        try {
            if (connection != null && !connection.isClosed() && run.isOpen()) {
                run.rollBack();
            }
        } catch (SQLException e) {
            disconnect();
        }
    }

    /** Opens the first connection, so that a wrong address is noticed at the start. */
    void connect() throws SQLException {
        connectionTo(control.side());
    }

    private Connection connectionTo(Side side) throws SQLException {
        Connection open = connection;
        if (open != null && connected == side && !open.isClosed()) {
            return open;
        }
        disconnect();
        TrafficOrders.Address address = side == Side.SOURCE ? orders.source() : orders.target();
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.login());
        properties.setProperty("ApplicationName", "crema traffic");
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "60");
        properties.setProperty("tcpKeepAlive", "true");
        open = DriverManager.getConnection(address.jdbcUrl(), properties);
        connection = open;
        connected = side;
        return open;
    }

    private void disconnect() {
        Connection open = connection;
        connection = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (SQLException e) {
            // It is gone either way.
        }
    }
}
