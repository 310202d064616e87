package dev.dynolift.server;

/**
 * The two databases of a rehearsal under each role that has business there.
 *
 * @param sourceOwner who owns the source, with the rights of Heroku's default credential
 * @param targetMaster the role of RDS's master user, a member of the app's role
 * @param targetApp the app's role, which owns the target
 * @param sourceSuperuser for the rehearsal's own checks; at Heroku nobody has it
 * @param targetSuperuser for the rehearsal's own checks; at RDS nobody has it
 */
public record RehearsalDatabases(
        ServerAddress sourceOwner,
        ServerAddress targetMaster,
        ServerAddress targetApp,
        ServerAddress sourceSuperuser,
        ServerAddress targetSuperuser) {}
