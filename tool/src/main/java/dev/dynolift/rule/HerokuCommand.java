package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.SourceMention.Kind;
import org.jspecify.annotations.Nullable;

/** A line that calls the heroku program. */
final class HerokuCommand extends MentionRule {

    HerokuCommand() {
        super(
                "heroku-command",
                WARNING,
                "b37",
                Kind.HEROKU_COMMAND,
                "A script calls the `heroku` command.",
                "It reaches the app at Heroku, which does not serve any more after the move.",
                "Replace it by psql or the AWS command line: `aws ecs run-task` for what ends by itself,"
                        + " `aws ecs execute-command` for a console.");
    }

    @Override
    String what(@Nullable String name) {
        return name == null
                ? super.what(null)
                : "A script calls `" + (name.equals("git push") ? "git push" : "heroku " + name) + "`"
                        + (name.equals("git push") ? " to Heroku." : ".");
    }

    @Override
    String next(@Nullable String name) {
        String command = name == null ? "" : name.replaceFirst("^(pg:\\w+|[\\w ]+).*", "$1");
        return switch (command) {
            case "git push" ->
                "Replace it by what builds the image, pushes it to the registry and updates the services on AWS.";
            case "pg:backups" ->
                "RDS keeps backups by itself; for a dump of your own run pg_dump with the address on AWS.";
            case "pg:psql" -> "Replace it by psql with the address on AWS.";
            case "pg:copy", "pg:pull", "pg:push", "pg:reset" ->
                "Replace it by pg_dump and pg_restore with the address on AWS.";
            case "pg" -> "Look at the database in RDS's console or with psql.";
            case "redis" -> "Replace it by redis-cli with the address on AWS.";
            case "maintenance" ->
                "AWS has no maintenance mode: let a rule of the load balancer answer with a fixed page in its place.";
            case "config" ->
                "Settings are in Parameter Store and Secrets Manager: `aws ssm get-parameter`, and a new deployment for"
                        + " those that changed.";
            case "ps", "restart", "dyno" ->
                "Replace it by `aws ecs update-service`, with --desired-count to scale and --force-new-deployment to"
                        + " restart.";
            case "logs" -> "Replace it by `aws logs tail`.";
            case "releases", "container" ->
                "Releases are task definitions on AWS: `aws ecs update-service --task-definition` takes one of them.";
            case "apps", "addons", "pipelines", "domains" -> "Leave it out, or change your Terraform in its place.";
            default -> super.next(name);
        };
    }
}
