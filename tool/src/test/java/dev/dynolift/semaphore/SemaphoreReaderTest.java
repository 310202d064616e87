package dev.dynolift.semaphore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.inventory.Delivery;
import dev.dynolift.inventory.Finding;
import dev.dynolift.rest.RestClient;
import dev.dynolift.rest.Vendor;
import dev.dynolift.secret.Secret;
import dev.dynolift.standin.Captures;
import dev.dynolift.standin.Fault;
import dev.dynolift.standin.ReceivedRequest;
import dev.dynolift.standin.VendorStandIn;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SemaphoreReaderTest {

    private static final String PLANTED = "PLANTED9";

    @TempDir
    Path folder;

    private final List<Duration> waits = new ArrayList<>();
    private VendorStandIn standIn;

    @BeforeEach
    void start() {
        Captures.write(
                folder,
                "/api/v1alpha/projects",
                "[{'metadata':{'name':'crema','id':'p1'}},{'metadata':{'name':'roast','id':'p2'}},"
                        + "{'metadata':{'name':'quiet','id':'p3'}}]");
        Captures.write(
                folder,
                "/api/v1beta/secrets",
                "[{'metadata':{'name':'heroku'},'data':{'env_vars':[{'name':'HEROKU_API_KEY','value':'PLANTED9-1'}],"
                        + "'files':[{'path':'.netrc','content':'PLANTED9-2'}]}},{'metadata':{'name':'sentry'},'data':{}}]");
        Captures.write(
                folder,
                "/api/v1alpha/pipelines?project_id=p1",
                "[{'ppl_id':'r3','name':'Deploy','working_directory':'.semaphore','yaml_file_name':'deploy.yml','branch_name':'main'},"
                        + "{'ppl_id':'r2','name':'Build','working_directory':'.semaphore','yaml_file_name':'semaphore.yml','branch_name':'main'},"
                        + "{'ppl_id':'r1','name':'Build','working_directory':'.semaphore','yaml_file_name':'semaphore.yml','branch_name':'main'}]");
        Captures.write(folder, "/api/v1alpha/pipelines?project_id=p2", "[]");
        Captures.write(folder, "/api/v1alpha/pipelines?project_id=p3", "[]");
        Captures.write(
                folder,
                "/api/v1alpha/promotions?pipeline_id=r2",
                "[{'triggered_by':'Pipeline Done request','status':'passed','name':'Production'},"
                        + "{'triggered_by':'1234','status':'passed','name':'Staging'}]");
        Captures.write(folder, "/api/v1alpha/promotions?pipeline_id=r3", "[]");
        Captures.write(folder, "/api/v1alpha/deployment_targets?project_id=p1", "[{'name':'production','url':'x'}]");
        Captures.write(folder, "/api/v1alpha/deployment_targets?project_id=p2", "[]");
        Captures.write(folder, "/api/v1alpha/deployment_targets?project_id=p3", "[]");
        standIn = VendorStandIn.semaphore(folder, 2);
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void finds_projects_pipelines_promotions_and_names_of_secrets_over_all_pages() {
        SemaphoreReading reading = read("token-" + PLANTED);

        assertThat(reading.findings()).isEmpty();
        assertThat(reading.deliveries())
                .extracting(Delivery::name)
                .containsExactly("crema: Deploy", "crema: Build", "roast", "quiet", "organization");
        Delivery build = reading.deliveries().get(1);
        assertThat(build.source()).isEqualTo(".semaphore/semaphore.yml");
        assertThat(build.promotions())
                .containsExactly(
                        new Delivery.Promotion("Production", null, true, null),
                        new Delivery.Promotion("Staging", null, false, null));
        assertThat(build.steps()).containsExactly("deployment target production");
        assertThat(reading.deliveries().get(4).secrets()).containsExactly("heroku: HEROKU_API_KEY, .netrc", "sentry");
        assertThat(reading.toString()).doesNotContain(PLANTED);
        assertThat(standIn.requests()).extracting(ReceivedRequest::method).containsOnly("GET");
        assertThat(standIn.requests()).extracting(ReceivedRequest::path).contains("/api/v1alpha/projects?page=2");
    }

    @Test
    void a_bad_login_is_one_finding_and_asks_no_more() {
        standIn.add(Fault.always("*", 401));

        SemaphoreReading reading = read("token-" + PLANTED);

        assertThat(reading.deliveries()).isEmpty();
        assertThat(reading.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo("not-readable");
            assertThat(finding.next()).contains("SEMAPHORE_API_TOKEN");
            assertThat(finding.toString()).doesNotContain(PLANTED);
        });
        assertThat(standIn.requests()).hasSize(1);
    }

    @Test
    void what_it_may_not_read_is_a_finding_and_the_rest_is_read() {
        standIn.add(Fault.always("/api/v1beta/secrets", 403));

        SemaphoreReading reading = read("token");

        assertThat(reading.findings()).extracting(Finding::source).containsExactly("/api/v1beta/secrets");
        assertThat(reading.deliveries()).hasSize(4);
    }

    @Test
    void waits_when_it_is_asked_to_slow_down() {
        standIn.add(Fault.once("/api/v1alpha/projects", 429));

        SemaphoreReading reading = read("token");

        assertThat(reading.deliveries()).hasSize(5);
        assertThat(waits).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void sends_no_login_without_tls() {
        assertThatThrownBy(() -> vendor(URI.create("http://crema.semaphoreci.com"), PLANTED))
                .isInstanceOf(DynoliftException.class)
                .hasMessageNotContaining(PLANTED);
        assertThatThrownBy(() -> vendor(standIn.address(), PLANTED + "\n")).hasMessageNotContaining(PLANTED);
    }

    private SemaphoreReading read(String token) {
        Vendor vendor = vendor(standIn.address(), token);
        return new SemaphoreReader(new RestClient(vendor, event -> {}, waits::add)).read();
    }

    private static Vendor vendor(URI address, String token) {
        return new Vendor(
                "Semaphore",
                address,
                "Token",
                new Secret(token),
                Map.of("User-Agent", "SemaphoreCI v2.0 Client"),
                "Set SEMAPHORE_API_TOKEN to a new token.");
    }
}
