package dev.dynolift.market;

import java.util.Map;
import java.util.Optional;

/** Where Heroku's regions are: it runs on AWS. */
public final class AwsRegions {

    private static final Map<String, String> OF_HEROKU = Map.ofEntries(
            Map.entry("us", "us-east-1"),
            Map.entry("eu", "eu-west-1"),
            Map.entry("virginia", "us-east-1"),
            Map.entry("oregon", "us-west-2"),
            Map.entry("dublin", "eu-west-1"),
            Map.entry("frankfurt", "eu-central-1"),
            Map.entry("london", "eu-west-2"),
            Map.entry("montreal", "ca-central-1"),
            Map.entry("mumbai", "ap-south-1"),
            Map.entry("singapore", "ap-southeast-1"),
            Map.entry("sydney", "ap-southeast-2"),
            Map.entry("tokyo", "ap-northeast-1"));

    private AwsRegions() {}

    /** The AWS region that a region of Heroku's runs in; empty for one that nobody has heard of. */
    public static Optional<String> of(String herokuRegion) {
        return Optional.ofNullable(OF_HEROKU.get(herokuRegion));
    }
}
