package dev.dynolift.launcher;

import java.util.concurrent.CountDownLatch;

/** Stands in for dynolift in the launcher's tests: shows what it was given and does what its first argument says. */
final class FakeProgram {

    private FakeProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.out.println("jar=" + System.getProperty("java.class.path"));
        System.out.println("called as " + System.getenv("DYNOLIFT_CALLED_AS"));
        System.out.println("pid=" + ProcessHandle.current().pid());
        for (String argument : arguments) {
            System.out.println("[" + argument + "]");
        }
        if (arguments.length == 2 && arguments[0].equals("exit")) {
            System.exit(Integer.parseInt(arguments[1]));
        }
        if (arguments.length == 1 && arguments[0].equals("wait")) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("stopped")));
            System.out.println("waiting");
            new CountDownLatch(1).await();
        }
    }
}
