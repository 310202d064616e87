package dev.dynolift.server;

/** Tells by what PostgreSQL's programs said whether a disk was full; the system's own word for it is not always there. */
final class DiskFull {

    private DiskFull() {}

    static boolean isMeantBy(String said) {
        // A write that the disk took only half of is told with PostgreSQL's hint alone.
        return said.contains("No space left on device") || said.contains("Check free disk space");
    }
}
