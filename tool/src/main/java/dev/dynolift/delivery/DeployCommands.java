package dev.dynolift.delivery;

import dev.dynolift.inventory.Delivery.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the shell commands that deploy to Heroku, line by line, so that a file that is no YAML is read as well. */
final class DeployCommands {

    /** An app's name is written out, or comes from a variable and stays unknown. */
    private static final String APP = "[\"']?([a-z][a-z0-9-]{1,29})(?![\\w$-])";

    private static final Pattern REMOTE = Pattern.compile("heroku\\.com[:/]" + APP + "\\.git");
    private static final Pattern REMOTE_ADDED = Pattern.compile("heroku git:remote\\b.*(?:-a|--app)[ =]" + APP);
    private static final Pattern APP_OPTION = Pattern.compile("(?:-a|--app)[ =]" + APP);
    private static final Pattern API = Pattern.compile("api\\.heroku\\.com/apps/" + APP);
    private static final Pattern HEROKU_COMMAND = Pattern.compile(
            "\\bheroku (container:release|container:push|builds:create|pipelines:promote|deploy:jar|war:deploy|run)\\b");

    /** Nobody writes longer ones, and to search them costs more than their length. */
    private static final int LONGEST_LINE = 2000;

    private DeployCommands() {}

    static List<Deployment> find(PipelineFile file) {
        List<Deployment> found = new ArrayList<>();
        List<String> lines = file.text().lines().toList();
        String remote = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            String place = file.name() + ":" + (i + 1);
            if (line.startsWith("#") || line.length() > LONGEST_LINE) {
                continue;
            }
            remote = first(REMOTE_ADDED, line) == null ? remote : first(REMOTE_ADDED, line);
            Matcher command = HEROKU_COMMAND.matcher(line);
            if (line.contains("git push") && line.contains("heroku")) {
                String named = first(REMOTE, line);
                found.add(new Deployment(named == null ? remote : named, "git push", place));
            } else if (line.contains("git remote add") && first(REMOTE, line) != null) {
                remote = first(REMOTE, line);
            } else if (command.find()) {
                found.add(new Deployment(first(APP_OPTION, line), "heroku " + command.group(1), place));
            } else if (line.contains("dpl ") && line.contains("heroku")) {
                found.add(new Deployment(first(APP_OPTION, line), "dpl", place));
            } else if (line.contains("curl") && line.contains("api.heroku.com/apps/")) {
                found.add(new Deployment(first(API, line), "Heroku's API", place));
            }
        }
        return found;
    }

    private static @Nullable String first(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.find() ? matcher.group(1) : null;
    }
}
