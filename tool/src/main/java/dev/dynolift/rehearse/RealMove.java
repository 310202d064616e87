package dev.dynolift.rehearse;

/** What a real move has and a rehearsal on one machine has not; the report says it, so that nobody is flattered. */
final class RealMove {

    private RealMove() {}

    static void tell(RehearsalRun run) {
        run.isNotRehearsed(
                "the network", "both servers run on this machine: no distance, no TLS, no limit of bandwidth");
        run.isNotRehearsed(
                "the servers' size",
                "source, target, engine and traffic share this machine's processors and disk; Heroku's and RDS's disks have"
                        + " limits of their own");
        run.isNotRehearsed("AWS", "nothing was created there: Terraform's files were written, not applied");
        run.isNotRehearsed(
                "restart of the app",
                "the traffic processes change sides at once; dynos and tasks need seconds to start, so add your app's boot");
        run.isNotRehearsed("DNS and certificates", "no domain was switched");
        run.isNotRehearsed("Key-Value Store", "its contents are not moved yet");
        run.isNotRehearsed("Heroku's changes", "maintenance mode, scaling and config vars were not touched");
    }
}
