package dev.dynolift.standin;

import java.io.IOException;
import java.io.OutputStream;

/** What an app's one-off dynos do. Ends by returning; an exception cuts the connection. */
@FunctionalInterface
public interface OneOffDyno {

    /** @param output what the dyno prints, to whoever is attached */
    void run(String command, OutputStream output) throws IOException, InterruptedException;
}
