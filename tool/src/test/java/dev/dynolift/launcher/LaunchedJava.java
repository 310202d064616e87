package dev.dynolift.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java of its own with the classes of this one, and with the options by which the launcher starts the program. */
public final class LaunchedJava {

    private LaunchedJava() {}

    /** The command line of a class, its arguments to follow. Options that come later win: {@code -Xmx64m}. */
    public static List<String> of(Class<?> main, String... options) {
        return of(System.getProperty("java.class.path"), main, options);
    }

    /** As above, with a class path of its own. */
    public static List<String> of(String classPath, Class<?> main, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Xshare:auto",
                "-XX:-UsePerfData"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath, main.getName()));
        return command;
    }
}
