package dev.dynolift.plan;

import java.util.List;

/**
 * An app that serves files and does nothing else, as a bucket with CloudFront in front of it.
 *
 * @param root the folder that a deploy puts into the bucket
 * @param build the shell command that makes that folder; empty where the repository has the files as they are
 * @param singlePage whether what is not there is answered with index.html
 * @param errorPage the file that is shown for what is not there; empty for CloudFront's own words
 * @param routes in order, as the first that fits answers
 * @param longCachePaths where files have a digest in their name, and are kept for a year
 * @param certificate the ARN of a certificate of us-east-1 for all of its domains; empty: ACM issues one
 */
public record SitePlan(
        Choice<String> root,
        Choice<String> build,
        Choice<Boolean> singlePage,
        Choice<Boolean> cleanUrls,
        Choice<String> errorPage,
        List<RoutePlan> routes,
        List<RedirectPlan> redirects,
        List<HeadersPlan> headers,
        Choice<List<String>> longCachePaths,
        Choice<String> certificate) {

    /** As long as nobody has one; also in plans of before there was a choice. */
    static final Choice<String> BY_ACM = Choice.byDefault(
            "",
            "ACM issues one for the domains, in us-east-1, where CloudFront looks for it; or the ARN of yours there");

    public SitePlan {
        routes = List.copyOf(routes);
        redirects = List.copyOf(redirects);
        headers = List.copyOf(headers);
    }

    /** Whether ACM has to issue a certificate for a domain of it. */
    public boolean asksFor(DomainPlan domain) {
        return certificate.value().isEmpty() && domain.certificate().value();
    }

    /** {@code path} may have * for one step and ** for all below. */
    public record RoutePlan(String path, Choice<String> file) {}

    /** {@code path} exactly as it is asked for; the status is 301 or 302. */
    public record RedirectPlan(String path, Choice<String> url, Choice<Integer> status) {}

    /** {@code path} is a pattern of CloudFront's; each value reads {@code Name: value}. */
    public record HeadersPlan(String path, Choice<List<String>> values) {}
}
