package dev.dynolift.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at where the code is and where it is to go: the repository and the AWS account. */
final class PlaceChecks {

    private static final Pattern ARN = Pattern.compile("\"Arn\"\\s*:\\s*\"([^\"]+)\"");

    private static final Pattern PASSWORD = Pattern.compile("://[^/@]*:[^/]*@");
    private static final Pattern REMOTE = Pattern.compile("(https?|ssh|git|file)://.*|[\\w.-]+@[\\w.-]+:.*");

    private final Programs programs;

    PlaceChecks(Programs programs) {
        this.programs = programs;
    }

    /** @param place a folder, or a URL that git can fetch */
    Check repository(String place) {
        return REMOTE.matcher(place).matches() ? remote(place) : folder(Path.of(place));
    }

    private Check remote(String url) {
        String shown = url.replaceFirst("://[^/@]*@", "://");
        if (PASSWORD.matcher(url).find()) {
            return Check.unknown(
                    "repository",
                    shown + " was not asked for: other users of this machine would see the login in its URL",
                    "Give git the login by its own credentials; `dynolift audit` takes it as it is.");
        }
        Optional<Path> git = programs.find("git");
        if (git.isEmpty()) {
            return Check.unknown("repository", shown + " was not asked for: there is no git", "Install git.");
        }
        Programs.Answer head = programs.run(git.get(), "ls-remote", "--exit-code", "--", url, "HEAD");
        return head.well() && head.text().matches("(?s)[0-9a-f]{7,}\\s.*")
                ? Check.ok("repository", shown + " has commit " + head.text().substring(0, 7))
                : Check.failed(
                        "repository",
                        shown + " cannot be fetched",
                        "Run `git ls-remote " + shown + " HEAD`, which says why; git's own credentials are used.");
    }

    private Check folder(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Check.failed("repository", folder + " is no folder", "Name the app's checkout with --repo.");
        }
        Optional<Path> git = programs.find("git");
        if (git.isEmpty()) {
            return Check.unknown(
                    "repository", folder + " is a folder; without git no more can be told", "Install git.");
        }
        Programs.Answer commit = programs.run(git.get(), "-C", folder.toString(), "rev-parse", "--short", "HEAD");
        if (!commit.well()) {
            return Check.warning(
                    "repository",
                    folder + " is no git checkout with a commit",
                    "Clone the repository: the image is built from a commit.");
        }
        // The checkout's own configuration may name a program to run; and nothing of it is to be written.
        Programs.Answer status = programs.run(
                git.get(),
                "-C",
                folder.toString(),
                "-c",
                "core.fsmonitor=false",
                "--no-optional-locks",
                "status",
                "--porcelain");
        return status.well() && !status.text().isEmpty()
                ? Check.warning(
                        "repository",
                        "commit " + commit.text() + ", with "
                                + status.text().lines().count() + " changes that are not committed",
                        "Commit or stash them: the image would carry them, and nobody could tell.")
                : Check.ok("repository", "commit " + commit.text());
    }

    /** By AWS's own command line, which finds credentials as everything of AWS does. */
    List<Check> aws() {
        Optional<Path> aws = programs.find("aws");
        if (aws.isEmpty()) {
            return List.of(Check.unknown(
                            "AWS credentials",
                            "not checked: AWS's command line is not there",
                            "Install it and run `aws sts get-caller-identity`.")
                    .neededFor(Need.APPLY));
        }
        Programs.Answer answer = programs.run(aws.get(), "sts", "get-caller-identity", "--output", "json");
        Matcher arn = ARN.matcher(answer.text());
        Check check = answer.well() && arn.find()
                ? Check.ok("AWS credentials", "accepted, as " + arn.group(1))
                : Check.failed(
                        "AWS credentials",
                        "AWS does not take them, or there are none",
                        "Run `aws configure sso` or `aws configure`, then `aws sts get-caller-identity`."
                                + " An audit with them also says what the account holds.");
        return List.of(check.neededFor(Need.APPLY));
    }
}
