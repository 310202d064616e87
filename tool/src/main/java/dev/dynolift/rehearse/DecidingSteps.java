package dev.dynolift.rehearse;

import dev.dynolift.audit.Audit;
import dev.dynolift.cost.CostEstimate;
import dev.dynolift.generate.Generator;
import dev.dynolift.heroku.AnswerListener;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuHosts;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.migrate.Step;
import dev.dynolift.plan.FindingsPage;
import dev.dynolift.plan.PlanSettings;
import dev.dynolift.plan.Replanning;
import dev.dynolift.secret.Secret;
import dev.dynolift.standin.HerokuStandIn;
import dev.dynolift.workspace.Workspace;
import java.util.List;
import java.util.Optional;

/** The steps that find out, decide and write, exactly as the commands do it; only Heroku is played by a stand-in. */
final class DecidingSteps {

    private DecidingSteps() {}

    static List<Step> of(RehearsalRun run) {
        return List.of(new AuditApps(run), new MakePlan(run), new WriteFiles(run));
    }

    /** Audits the apps over HTTP from the recorded answers, and the repository from the folder. */
    record AuditApps(RehearsalRun run) implements Step {

        /** The stand-in takes any token. */
        private static final Secret TOKEN = new Secret("rehearsal-token");

        @Override
        public String name() {
            return "audit";
        }

        @Override
        public String title() {
            return "Audit the apps";
        }

        @Override
        public void carryOut() {
            try (HerokuStandIn standIn = HerokuStandIn.start(run.folder.capture())) {
                HerokuApi api =
                        new HerokuApi(HerokuHosts.all(standIn.address()), TOKEN, run.events, AnswerListener.NONE);
                Inventory inventory = new Audit(api, run.events).run(run.folder.apps(), run.folder.repository());
                InventoryFile.write(run.place.workspace().inventory(), inventory);
                run.inventoryIs(inventory);
            }
        }
    }

    /** Plans from the inventory; what the user has edited in the plan stays. */
    record MakePlan(RehearsalRun run) implements Step {

        @Override
        public String name() {
            return "plan";
        }

        @Override
        public String title() {
            return "Plan the estate";
        }

        @Override
        public void carryOut() {
            Workspace workspace = run.place.workspace();
            Replanning planned = Replanning.of(run.inventory(), Optional.of(workspace.plan()), PlanSettings.NONE);
            planned.write(workspace.plan());
            FindingsPage.write(workspace.findings(), planned.plan());
            run.decidedIs(new RehearsalRun.Decided(
                    run.inventory(), planned.plan(), CostEstimate.of(planned.plan(), run.inventory())));
        }
    }

    /** Writes Dockerfile and Terraform. */
    record WriteFiles(RehearsalRun run) implements Step {

        @Override
        public String name() {
            return "generate";
        }

        @Override
        public String title() {
            return "Generate Dockerfile and Terraform";
        }

        @Override
        public void carryOut() {
            RehearsalRun.Decided decided = run.decided().orElseThrow();
            Generator.generate(
                    decided.plan(), decided.inventory(), run.place.workspace().folder());
        }
    }
}
