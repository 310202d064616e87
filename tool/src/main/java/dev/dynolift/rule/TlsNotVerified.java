package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.SourceMention;
import java.util.stream.Stream;

/** A line that switches the check of certificates off. */
final class TlsNotVerified extends CodeRule {

    TlsNotVerified() {
        super("tls-not-verified", INFO, "b28");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {
        return code.mentions().stream().flatMap(this::found);
    }

    private Stream<Finding> found(SourceMention mention) {
        return switch (mention.kind()) {
            case UNVERIFIED_REDIS_TLS ->
                found(
                        mention,
                        "Heroku's Redis needs that; ElastiCache's certificates can be checked.",
                        "Nothing has to change for the move; remove it afterwards.");
            case UNVERIFIED_POSTGRES_TLS ->
                found(
                        mention,
                        "Heroku Postgres's certificates cannot be checked; RDS's can, with the file of Amazon's"
                                + " authorities.",
                        "Nothing has to change for the move; afterwards give the client RDS's global-bundle.pem and"
                                + " switch the check on.");
            case UNVERIFIED_TLS ->
                found(
                        mention,
                        "Whoever stands between can read along; Heroku's own data services need that, others seldom.",
                        "Look which server it is. Those of RDS and ElastiCache can be checked after the move.");
            default -> Stream.empty();
        };
    }

    private Stream<Finding> found(SourceMention mention, String why, String next) {
        String place = mention.file() + ":" + mention.line();
        return Stream.of(finding(place, "The check of a server's certificate is switched off.", why, next, place));
    }
}
