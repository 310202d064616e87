package dev.dynolift.preflight;

import dev.dynolift.control.ReplicaRole;
import java.util.function.Consumer;

/** Whether our writes at the target can pass foreign keys and triggers by. */
final class ReplicaRight implements Check {

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        if (!sides.kind().follows() || ReplicaRole.tryToTake(sides.target())) {
            return;
        }
        found.accept(Finding.blocking(
                Side.TARGET,
                "the role may not set session_replication_role",
                "Foreign keys and triggers there would change rows behind our back.",
                "Use the URL of the target's master user (on RDS: a member of rds_superuser)."));
    }
}
