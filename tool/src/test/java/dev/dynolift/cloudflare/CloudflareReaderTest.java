package dev.dynolift.cloudflare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.DnsZone;
import dev.dynolift.inventory.Finding;
import dev.dynolift.rest.RestClient;
import dev.dynolift.rest.Vendor;
import dev.dynolift.secret.Secret;
import dev.dynolift.standin.Captures;
import dev.dynolift.standin.Fault;
import dev.dynolift.standin.ReceivedRequest;
import dev.dynolift.standin.VendorStandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudflareReaderTest {

    private static final String PLANTED = "PLANTED9";

    @TempDir
    Path folder;

    private final List<Duration> waits = new ArrayList<>();
    private VendorStandIn standIn;

    @BeforeEach
    void start() {
        Captures.write(
                folder,
                "/zones",
                "[{'id':'z1','name':'crema.example','status':'active'},{'id':'z2','name':'blog.example','status':'active'},"
                        + "{'id':'z3','name':'roast.example','status':'pending'}]");
        Captures.write(
                folder,
                "/zones/z1/dns_records",
                "[{'name':'crema.example','type':'CNAME','content':'young-1.herokudns.com','ttl':1,'proxied':true},"
                        + "{'name':'www.crema.example','type':'CNAME','content':'young-2.herokudns.com','ttl':3600,'proxied':false},"
                        + "{'name':'api.crema.example','type':'A','content':'203.0.113.9','ttl':300,'proxied':false},"
                        + "{'name':'crema.example','type':'TXT','content':'verify=PLANTED9','ttl':300,'proxied':false},"
                        + "{'name':'mail.crema.example','type':'CNAME','content':'mail.example.net','ttl':300,'proxied':false}]");
        Captures.write(
                folder,
                "/zones/z2/dns_records",
                "[{'name':'blog.example','type':'A','content':'203.0.113.1','ttl':300,'proxied':false}]");
        Captures.write(
                folder,
                "/zones/z3/dns_records",
                "[{'name':'old.roast.example','type':'CNAME','content':'roast.herokuapp.com','ttl':300,'proxied':false}]");
        Captures.write(folder, "/zones/z1/settings/ssl", "{'id':'ssl','value':'flexible'}");
        Captures.write(folder, "/zones/z3/settings/ssl", "{'id':'ssl','value':'full'}");
        Captures.write(
                folder,
                "/zones/z1/pagerules",
                "[{'status':'active','targets':[{'target':'url','constraint':{'operator':'matches','value':'crema.example/*?key=PLANTED9'}}],"
                        + "'actions':[{'id':'forwarding_url','value':{'url':'https://www.crema.example/$1?t=PLANTED9','status_code':301}}]},"
                        + "{'status':'disabled','targets':[],'actions':[]}]");
        Captures.write(folder, "/zones/z3/pagerules", "[]");
        Captures.write(
                folder,
                "/zones/z1/rulesets/phases/http_request_dynamic_redirect/entrypoint",
                "{'rules':[{'enabled':true,'expression':'http.host eq \\'crema.example\\'','action':'redirect'}]}"
                        .replace("\\'", "~"));
        Captures.write(folder, "/zones/z1/workers/routes", "[{'pattern':'crema.example/api/*','script':'edge'}]");
        Captures.write(folder, "/zones/z3/workers/routes", "[]");
        standIn = VendorStandIn.cloudflare(folder, 2);
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void finds_the_records_that_lead_to_heroku_and_what_acts_on_their_traffic() {
        CloudflareReading reading = read();

        assertThat(reading.findings()).isEmpty();
        assertThat(reading.zones()).extracting(DnsZone::name).containsExactly("crema.example", "roast.example");
        DnsZone crema = reading.zones().get(0);
        assertThat(crema.tlsMode()).isEqualTo("flexible");
        assertThat(crema.records())
                .containsExactly(
                        new DnsZone.Entry("crema.example", "CNAME", "young-1.herokudns.com", null, true, true),
                        new DnsZone.Entry("www.crema.example", "CNAME", "young-2.herokudns.com", 3600, false, true),
                        new DnsZone.Entry("api.crema.example", "A", "203.0.113.9", 300, false, false));
        assertThat(crema.rules())
                .containsExactly(
                        new DnsZone.Rule("page rule", "crema.example/*", "forwarding_url"),
                        new DnsZone.Rule("redirect rule", "http.host eq ~crema.example~", "redirect"),
                        new DnsZone.Rule("worker", "crema.example/api/*", "edge"));
        assertThat(reading.toString()).doesNotContain(PLANTED);
        assertThat(standIn.requests()).extracting(ReceivedRequest::method).containsOnly("GET");
    }

    @Test
    void a_zone_without_rights_to_its_settings_is_still_read() {
        standIn.add(Fault.always("/zones/z1/settings/ssl", 403));

        CloudflareReading reading = read();

        assertThat(reading.findings()).extracting(Finding::source).containsExactly("/zones/z1/settings/ssl");
        assertThat(reading.zones().get(0).tlsMode()).isNull();
        assertThat(reading.zones().get(0).records()).hasSize(3);
    }

    @Test
    void a_rate_limit_that_does_not_end_is_a_finding() {
        standIn.add(Fault.always("/zones/z1/dns_records", 429));

        CloudflareReading reading = read();

        assertThat(reading.findings())
                .singleElement()
                .extracting(Finding::what)
                .asString()
                .contains("rate limit");
        assertThat(waits).hasSize(3);
    }

    @Test
    void a_bad_login_is_one_finding() {
        standIn.add(Fault.always("*", 401));

        CloudflareReading reading = read();

        assertThat(reading.zones()).isEmpty();
        assertThat(reading.findings())
                .singleElement()
                .extracting(Finding::next)
                .asString()
                .contains("CLOUDFLARE_API_TOKEN");
        assertThat(reading.toString()).doesNotContain(PLANTED);
    }

    private CloudflareReading read() {
        Vendor vendor = new Vendor(
                "Cloudflare",
                standIn.address(),
                "Bearer",
                new Secret("token-" + PLANTED),
                Map.of(),
                "Set CLOUDFLARE_API_TOKEN.");
        return new CloudflareReader(
                        new RestClient(vendor, event -> {}, waits::add),
                        Set.of("crema.example", "www.crema.example", "api.crema.example"))
                .read();
    }
}
