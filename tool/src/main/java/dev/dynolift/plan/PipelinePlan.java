package dev.dynolift.plan;

/**
 * What builds an app and deploys it on AWS after the move.
 *
 * @param repository the code's, {@code owner/name}; empty where it is not known
 * @param branch whose commits are deployed
 * @param organization at Semaphore; empty for all others
 */
public record PipelinePlan(
        Choice<Service> service, Choice<String> repository, Choice<String> branch, Choice<String> organization) {

    /** Who runs {@code ci/build.sh} and {@code ci/deploy.sh}. */
    public enum Service {
        /** CodePipeline and CodeBuild. */
        CODEPIPELINE,
        /** GitHub Actions. */
        GITHUB,
        SEMAPHORE,
        /** A person, or a service of one's own choice. */
        NONE
    }

    /** In plans of before there was a choice. */
    static final PipelinePlan NONE = new PipelinePlan(
            Choice.byDefault(Service.NONE, ""),
            Choice.byDefault("", ""),
            Choice.byDefault("main", ""),
            Choice.byDefault("", ""));

    static PipelinePlan read(SectionReader reader) {
        PipelinePlan plan = new PipelinePlan(
                reader.wordChoice("service", Service.class),
                reader.textChoice("repository"),
                reader.filledChoice("branch"),
                reader.has("organization") ? reader.textChoice("organization") : NONE.organization());
        String repository = plan.repository().value();
        if (!repository.isEmpty() && !repository.matches("[\\w.-]+(/[\\w.-]+)+")) {
            reader.refuse(
                    "repository",
                    "`" + repository + "` is not the name of a repository",
                    "Write it as its host does: owner/name.");
        }
        if (!plan.branch().value().matches("[\\w./-]*")) {
            reader.refuse(
                    "branch",
                    "`" + plan.branch().value() + "` is no name of a single branch",
                    "Write one, such as main.");
        }
        if (!plan.organization().value().matches("[a-z0-9-]*")) {
            reader.refuse(
                    "organization",
                    "`" + plan.organization().value() + "` is no name of an organization at Semaphore",
                    "Write the first part of its address: acme for acme.semaphoreci.com.");
        }
        reader.finish();
        return plan;
    }

    SectionBuilder section() {
        SectionBuilder section = new SectionBuilder()
                .choice("service", service)
                .choice("repository", repository)
                .choice("branch", branch);
        return service.value() == Service.SEMAPHORE ? section.choice("organization", organization) : section;
    }

    /** Whether all is known that roles on AWS are bound to. */
    public boolean isComplete() {
        return service.value() != Service.NONE
                && !repository.value().isEmpty()
                && (service.value() != Service.SEMAPHORE
                        || !organization.value().isEmpty());
    }
}
