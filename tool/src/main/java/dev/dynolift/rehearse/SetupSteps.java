package dev.dynolift.rehearse;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.migrate.Step;
import dev.dynolift.postgres.DatabaseUrl;
import dev.dynolift.rehearse.RehearsalFolder.SourceDatabase;
import dev.dynolift.server.ClientPrograms;
import dev.dynolift.server.DatabaseContents;
import dev.dynolift.server.DatabaseLoader;
import dev.dynolift.server.RehearsalServers;
import dev.dynolift.server.ServerBinaries;
import dev.dynolift.server.ServerRelease;
import java.util.List;

/** The steps that stand for what exists already before a real move: the two servers, and the database at Heroku. */
final class SetupSteps {

    private SetupSteps() {}

    static List<Step> of(RehearsalRun run) {
        return List.of(new StartServers(run), new LoadSource(run));
    }

    /** Heroku's names of databases have no hyphens either. */
    private static String databaseName(RehearsalRun run) {
        return run.folder.name().replace('-', '_');
    }

    /** Starts two PostgreSQL servers, or finds those of a killed rehearsal. */
    record StartServers(RehearsalRun run) implements Step {

        @Override
        public String name() {
            return "start-servers";
        }

        @Override
        public String title() {
            return "Start two PostgreSQL servers";
        }

        @Override
        public void carryOut() {
            ClientPrograms programs = ClientPrograms.find(run.place.searchPath());
            ServerBinaries binaries = ServerBinaries.besideProgram(run.place.serverCache());
            int declared = run.folder.database().postgres();
            ServerRelease source = binaries.forSource(declared, programs.pgDumpMajor());
            ServerRelease target = binaries.newest();
            if (source.major() != declared) {
                run.isNotRehearsed(
                        "PostgreSQL " + declared + " as the source",
                        "the rehearsal's servers are of the majors " + binaries.majors() + " and pg_dump here is of "
                                + programs.pgDumpMajor() + ", so " + source.version() + " played its part");
            }
            RehearsalServers.Choices choices = new RehearsalServers.Choices();
            if (run.options.sourcePort().isPresent()) {
                choices.ports(
                        run.options.sourcePort().getAsInt(),
                        run.options.targetPort().orElseThrow());
            }
            RehearsalServers servers = RehearsalServers.start(
                    run.place.workspace().rehearsal().resolve("servers"),
                    binaries.unpack(source),
                    binaries.unpack(target),
                    choices);
            PasswordFile passwords =
                    PasswordFile.write(run.place.workspace().rehearsal(), servers.databases(databaseName(run)));
            if (run.options.keep()) {
                passwords.urls().forEach(run.place.talk());
            }
            run.urlsAre(passwords.urls());
            run.serversAre(servers, servers.databases(databaseName(run)));
            run.circumstance("PostgreSQL " + source.version() + " → " + target.version());
            run.circumstance(Runtime.getRuntime().availableProcessors() + " processors for everything");
        }
    }

    /** Fills the source as the folder says, once. */
    record LoadSource(RehearsalRun run) implements Step {

        @Override
        public String name() {
            return "load-database";
        }

        @Override
        public String title() {
            return "Load the app's database";
        }

        @Override
        public void carryOut() {
            DatabaseLoader loader =
                    new DatabaseLoader(run.servers(), ClientPrograms.find(run.place.searchPath()), run.events);
            loader.load(databaseName(run), contents(), name());
        }

        private DatabaseContents contents() {
            SourceDatabase database = run.folder.database();
            if (database.dump().isPresent()) {
                return new DatabaseContents.Dump(database.dump().get());
            }
            if (database.urlFrom().isPresent()) {
                String variable = database.urlFrom().get();
                String text = run.place.variables().apply(variable);
                if (text == null || text.isBlank()) {
                    throw new DynoliftException(
                            ErrorCode.INPUT,
                            "the copy of the database cannot be read",
                            "the environment variable " + variable + ", which app.yaml names, is not set",
                            "Set it to the URL of a copy (never of the live database).");
                }
                return new DatabaseContents.CopyOf(DatabaseUrl.parse(text, variable));
            }
            return new DatabaseContents.Scripts(
                    database.schema().orElseThrow(),
                    database.fill().orElseThrow(),
                    run.options.scale().orElse(database.scale()));
        }
    }
}
