package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.inventory.Inventory;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is chosen for a whole estate or environment: where states are, ways out, what is written down, Spot. */
class EstateChoicesTest extends PlanOnDisk {

    private static final Inventory CREMA = Inventories.crema();

    @Test
    void choices_stay_when_the_plan_is_made_again() throws IOException {
        plan(CREMA);
        edit("place: s3 ", "place: terraform-cloud ");
        edit("organization: \"\" ", "organization: coffee ");
        edit("flowLogs: rejected ", "flowLogs: all ");
        edit("firewall: none ", "firewall: count ");
        edit("spot: false ", "spot: true ");
        edit("terraform: false ", "terraform: true ");

        MigrationPlan again = plan(CREMA);

        assertThat(again.state().place().value()).isEqualTo(StatePlan.Place.TERRAFORM_CLOUD);
        assertThat(again.state().organization().source()).isEqualTo(Source.YOURS);
        NetworkPlan network = again.environments().get(0).network();
        assertThat(network.flowLogs().value()).isEqualTo(NetworkPlan.FlowLogs.ALL);
        assertThat(network.firewall().value()).isEqualTo(NetworkPlan.Firewall.COUNT);
        assertThat(again.heroku().terraform().value()).isTrue();
        assertThat(again.apps().get(0).services())
                .filteredOn(service -> service.spot().value())
                .extracting(ServicePlan::name)
                .containsExactly("worker");
    }

    @Test
    void a_preset_says_what_is_written_down() {
        assertThat(logs(Preset.SMALL)).isEqualTo(NetworkPlan.FlowLogs.NONE);
        assertThat(logs(Preset.STANDARD)).isEqualTo(NetworkPlan.FlowLogs.REJECTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "state.place=terraform-cloud | Terraform Cloud keeps states for an organization, and none is named",
                "state.place=terraform-cloud; state.organization=a b | `a b` is no name of an organization",
                "state.bucket=Crema_State | `Crema_State` is no name of a bucket",
                "layout=terragrunt; state.place=local | a cache of Terragrunt's",
                "environments.production.natGateways=0; environments.production.network.awsEndpoints=true | dynolift's engine reads the databases at Heroku",
                "heroku.terraform=true; heroku.awsUsers=latte | there is no app `latte`",
                "heroku.awsUsers=crema | Write `terraform: true`, too",
                "environments.production.place.region=Frankfurt | `Frankfurt` is no AWS region",
                "environments.production.place.account=12345 | `12345` is no AWS account",
                "environments.production.encryptionKey=alias/crema | `alias/crema` is an alias",
                "environments.production.encryptionKey=arn:aws:kms:us-east-1:123456789012:alias/crema | is an alias, which may lead to another key",
                "environments.production.encryptionKey=0b6cd6f4 | `0b6cd6f4` is no ARN of a key",
                "environments.production.encryptionKey=arn:aws:kms:eu-west-1:123456789012:key/mrk-0b6c | its key is in eu-west-1, and it is in us-east-1",
                "environments.production.encryptionKey=arn:aws:kms:us-east-1:123456789012:key/0b6c; environments.production.place.account=210987654321 | its key is in the account 123456789012",
                "environments.staging.place.network=live | no other environment `live` whose network it could share",
                "environments.staging.place.network=staging | no other environment `staging`",
                "environments.staging.place.network=production; environments.production.place.network=staging | production has no network of its own",
                "environments.staging.place.network=production; environments.staging.place.region=eu-west-1 | Give both the same `region` and `account`",
                "environments.staging.place.network=production; environments.production.natGateways=0; environments.production.network.awsEndpoints=true; environments.production.migrationTask=false | environment staging: nothing in it has a way out",
                "environments.production.network.flowLogs=some | Use one of none, rejected, all",
                "environments.production.network.accessLogDays=-1 | below the least, 0"
            })
    void what_cannot_be_is_refused_with_a_way_out(String settings, String problem) {
        assertThat(catchThrowableOfType(DynoliftException.class, () -> planned(settings.split("; ")))
                        .getMessage())
                .contains(problem);
    }

    @Test
    void tasks_that_answer_requests_do_not_run_on_spot() throws IOException {
        plan(CREMA);
        edit("        rollout: rolling ", "        spot: true\n        rollout: rolling ");

        assertThat(catchThrowableOfType(DynoliftException.class, () -> PlanFile.read(file()))
                        .why())
                .contains("Spot takes tasks away while they answer requests");
    }

    @Test
    void an_environment_without_a_way_out_is_possible_once_nothing_is_moved() {
        MigrationPlan plan = planned(
                "environments.production.natGateways=0",
                "environments.production.network.awsEndpoints=true",
                "environments.production.migrationTask=false");

        assertThat(plan.environments().get(0).isClosed()).isTrue();
    }

    @Test
    void prices_are_those_of_the_region_that_an_environment_is_in() {
        plan(CREMA);
        Replanning.of(
                        CREMA,
                        Optional.of(file()),
                        new PlanSettings(
                                Optional.empty(),
                                List.of("environments.production.place.region=us-east-1", "region=eu-west-1")))
                .write(file());

        MigrationPlan plan = plan(CREMA);

        // AWS's list: a NAT gateway is 0.048 USD an hour in Ireland and 0.045 in Virginia.
        assertThat(prices(plan, "staging")).contains("natGateways 35 USD a month");
        assertThat(prices(plan, "production"))
                .contains("natGateways 33 USD a month")
                .contains("web 18 USD a month")
                .contains("instance 47 USD a month")
                .contains("node 9.34 USD a month");
    }

    private static String prices(MigrationPlan plan, String environment) {
        StringBuilder prices = new StringBuilder();
        plan.environments().stream()
                .filter(one -> one.name().equals(environment))
                .forEach(one -> prices.append(price("natGateways", one.natGateways())));
        plan.appsIn(environment)
                .forEach(app -> app.services().forEach(service -> prices.append(price(service.name(), service.cpu()))));
        plan.databasesIn(environment).forEach(database -> prices.append(price("instance", database.instanceClass())));
        plan.cachesIn(environment).forEach(cache -> prices.append(price("node", cache.nodeType())));
        return prices.toString();
    }

    private static String price(String what, Choice<?> choice) {
        Matcher price = Pattern.compile("[0-9.]+ USD a month").matcher(choice.consequence());
        return price.find() ? what + " " + price.group() + "\n" : "";
    }

    @Test
    void a_value_that_is_there_only_once_another_is_set_is_set_in_the_same_command() {
        MigrationPlan plan = planned(
                "apps.crema.pipeline.organization=acme",
                "apps.crema.pipeline.service=semaphore",
                "apps.crema.pipeline.repository=acme/crema");

        assertThat(plan.apps().get(0).pipeline().organization().value()).isEqualTo("acme");
        assertThat(plan.apps().get(0).pipeline().organization().source()).isEqualTo(Source.YOURS);
    }

    private static NetworkPlan.FlowLogs logs(Preset preset) {
        return Replanning.of(CREMA, Optional.empty(), new PlanSettings(Optional.of(preset), List.of()))
                .plan()
                .environments()
                .get(0)
                .network()
                .flowLogs()
                .value();
    }

    private static MigrationPlan planned(String... settings) {
        return Replanning.of(CREMA, Optional.empty(), new PlanSettings(Optional.empty(), List.of(settings)))
                .plan();
    }
}
