package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.infrastructure.EstateSummary;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.plan.Certificates;
import dev.dynolift.plan.ManyDomains;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.PlanSettings;
import dev.dynolift.plan.Planner;
import dev.dynolift.plan.Replanning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From an audit of fifteen domains in three zones to what the real Terraform plans at the cutover. */
class DomainEstateTest {

    private static final Inventory INVENTORY = ManyDomains.inventory();
    private static final MigrationPlan PLAN = Planner.plan(INVENTORY, Optional.empty());

    @TempDir
    Path workspace;

    @AfterEach
    void let_go_of_the_plugins() throws IOException {
        TerraformCommand.unlinkPlugins(workspace);
    }

    @Test
    void values_name_what_the_audit_has_found() throws IOException {
        Generator.generate(PLAN, INVENTORY, workspace);

        JsonNode values = JsonMapper.shared()
                .readTree(Files.readString(workspace.resolve("infra/production/terraform.tfvars.json")));
        assertThat(values.path("zones").toString())
                .isEqualTo("{\"crema.example\":{\"id\":\"" + ManyDomains.ZONE_ID + "\"}}");
        assertThat(values.path("domains").size()).isEqualTo(15);
        assertThat(values.path("domains").path("www.crema.example").toString())
                .isEqualTo("{\"zone\":\"crema.example\",\"certificate\":true,"
                        + "\"heroku_target\":\"calm-fox-1.herokudns.com\"}");
        assertThat(values.path("domains").path("crema.example").has("heroku_target"))
                .isFalse();
    }

    @Test
    void the_steps_are_those_that_these_domains_need() throws IOException {
        Generator.generate(PLAN, INVENTORY, workspace);

        assertThat(workspace.resolve("infra/README.md"))
                .content()
                .contains("| production | *.crema.example | crema.example | Terraform, in Route 53 | ACM |")
                .contains("`validated_zones = [\"beans.example\", \"mugs.example\"]`")
                .contains("dns_leads_to = \"heroku\"")
                .contains("at Cloudflare \"DNS only\"")
                .doesNotContain("terraform output name_servers");
    }

    @Test
    void terraform_plans_it() throws IOException {
        Generator.generate(PLAN, INVENTORY, workspace);
        Path folder = workspace.resolve("infra/production");
        // What somebody tells when one of two zones by hand is validated, and the cutover has come.
        List<PlannedResource> planned =
                planned(folder, "validated_zones = [\"beans.example\"]\ndns_leads_to = \"aws\"");

        assertThat(certificates(planned))
                .isEqualTo(Certificates.of(PLAN, PLAN.environments().get(0)).names())
                .containsOnlyKeys("beans.example", "crema.example", "mugs.example", "mugs.example-2");
        assertThat(addresses(planned, "aws_acm_certificate_validation"))
                .containsExactly(
                        "module.certificate.aws_acm_certificate_validation.this[\"beans.example\"]",
                        "module.certificate.aws_acm_certificate_validation.this[\"crema.example\"]");
        assertThat(addresses(planned, "aws_lb_listener_certificate")).hasSize(1);
        for (EstateRule rule : EstateRule.values()) {
            assertThat(rule.broken(planned, true))
                    .as(rule.name())
                    .isEqualTo(rule == EstateRule.NOTHING_RUNS_YET ? switched(planned) : List.of());
        }
        assertThat(switched(planned))
                .containsExactly(
                        "module.dns.aws_route53_record.this[\"*.crema.example\"]",
                        "module.dns.aws_route53_record.this[\"crema.example\"]",
                        "module.dns.aws_route53_record.this[\"www.crema.example\"]");
    }

    @Test
    void a_site_gets_one_certificate_of_us_east_1_and_its_records_as_an_app_does() throws IOException {
        Inventory inventory = ManyDomains.ofSite();
        MigrationPlan plan = Planner.plan(inventory, Optional.empty());
        Generator.generate(plan, inventory, workspace);

        List<PlannedResource> planned = planned(
                workspace.resolve("infra/production"), "validated_zones = [\"beans.example\"]\ndns_leads_to = \"aws\"");

        assertThat(addresses(planned, "aws_acm_certificate_validation"))
                .containsExactly("module.site_certificate[\"crema\"].aws_acm_certificate_validation.this[\"all\"]");
        assertThat(addresses(planned, "aws_acm_certificate")).hasSize(1);
        assertThat(addresses(planned, "aws_route53_record"))
                .containsExactly(
                        "module.dns.aws_route53_record.this[\"www.crema.example\"]",
                        "module.site_certificate[\"crema\"].aws_route53_record.validation[\"www.crema.example\"]");
        assertThat(EstateSummary.of(plan).counts()).containsEntry(EstateSummary.Kind.CERTIFICATE, 1);
        assertThat(workspace.resolve("infra/README.md"))
                .content()
                .contains("| production | www.crema.example | crema.example | Terraform, in Route 53 | ACM |")
                .contains("`validated_zones = [\"beans.example\"]`");
    }

    @Test
    void who_brings_a_certificate_for_a_site_has_none_to_wait_for() throws IOException {
        Inventory inventory = ManyDomains.ofSite();
        String own = "arn:aws:acm:us-east-1:123456789012:certificate/0c0ffee0";
        assertThat(Planner.plan(inventory, Optional.empty()).findings())
                .extracting(Finding::id)
                .contains("certificate-record-by-hand");

        MigrationPlan plan = Replanning.of(
                        inventory,
                        Optional.empty(),
                        new PlanSettings(Optional.empty(), List.of("apps.crema.site.certificate=" + own)))
                .plan();
        Generator.generate(plan, inventory, workspace);

        assertThat(plan.findings()).extracting(Finding::id).doesNotContain("certificate-record-by-hand");
        JsonNode values = JsonMapper.shared()
                .readTree(Files.readString(workspace.resolve("infra/production/terraform.tfvars.json")));
        assertThat(values.path("site_certificate_arns").path("crema").asString())
                .isEqualTo(own);
        assertThat(EstateSummary.of(plan).counts()).doesNotContainKey(EstateSummary.Kind.CERTIFICATE);
    }

    private static List<String> switched(List<PlannedResource> planned) {
        return addresses(planned, "aws_route53_record").stream()
                .filter(address -> address.startsWith("module.dns."))
                .toList();
    }

    private static List<PlannedResource> planned(Path folder, String told) throws IOException {
        Files.writeString(folder.resolve("domains.auto.tfvars"), told + "\n");
        return OfflinePlan.of(folder);
    }

    private static Map<String, List<String>> certificates(List<PlannedResource> planned) {
        Map<String, List<String>> certificates = new HashMap<>();
        planned.stream()
                .filter(resource -> resource.type().equals("aws_acm_certificate"))
                .forEach(resource -> {
                    List<String> names = new ArrayList<>(StreamSupport.stream(
                                    resource.after()
                                            .path("subject_alternative_names")
                                            .spliterator(),
                                    false)
                            .map(JsonNode::asString)
                            .toList());
                    names.sort((one, other) -> one.length() == other.length()
                            ? one.compareTo(other)
                            : Integer.compare(one.length(), other.length()));
                    certificates.put(resource.address().replaceFirst(".*\\[\"(.*)\"]", "$1"), names);
                });
        return new TreeMap<>(certificates);
    }

    private static List<String> addresses(List<PlannedResource> planned, String type) {
        return planned.stream()
                .filter(resource -> resource.type().equals(type))
                .map(PlannedResource::address)
                .sorted()
                .toList();
    }
}
