package dev.dynolift.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.DnsAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DomainLookupTest {

    private SmallNameServer server;

    @BeforeEach
    void start() throws Exception {
        server = SmallNameServer.start(
                "crema.example 300 A 203.0.113.9",
                "crema.example 300 A 203.0.113.4",
                "crema.example 86400 NS ada.ns.example.",
                "crema.example 86400 NS bob.ns.example.",
                "crema.example 3600 CAA 0 issue \"letsencrypt.org\"",
                "crema.example 3600 CAA 0 iodef \"mailto:tls@crema.example\"",
                "www.crema.example 3600 CNAME young-1.herokudns.com.",
                "young-1.herokudns.com 60 CNAME router.herokudns.com.",
                "router.herokudns.com 60 A 198.51.100.7",
                "tea.example 60 A 198.51.100.9",
                "tea.example 60 NS ns.example.",
                "tea.example 60 CAA 0 issue \"amazon.com\"",
                "tea.example 60 CAA 0 issuewild \";\"",
                "dynolift-check.tea.example 60 A 198.51.100.9",
                "milk.example 60 A 198.51.100.10",
                "milk.example 60 CAA 0 iodef \"mailto:tls@milk.example\"",
                "roast.example 60 A 198.51.100.8",
                "roast.example 60 NS ns.example.",
                "six.example 90 AAAA 2001:db8::7",
                "loop.example 60 CNAME pool.example.",
                "pool.example 60 CNAME loop.example.",
                "dynolift-check.shop.example 120 CNAME young-3.herokudns.com.");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void follows_the_chain_and_tells_how_long_others_remember() {
        DnsAnswer answer = look("www.crema.example");

        assertThat(answer.chain()).containsExactly("young-1.herokudns.com", "router.herokudns.com");
        assertThat(answer.addresses()).containsExactly("198.51.100.7");
        assertThat(answer.ttlSeconds()).isEqualTo(3600);
        assertThat(answer.apex()).isFalse();
        assertThat(answer.nameServers()).containsExactly("ada.ns.example", "bob.ns.example");
        assertThat(answer.issuers()).containsExactly("letsencrypt.org");
    }

    @Test
    void knows_a_zones_own_name_and_who_may_issue_certificates() {
        DnsAnswer crema = look("crema.example");
        assertThat(crema.apex()).isTrue();
        assertThat(crema.chain()).isEmpty();
        assertThat(crema.addresses()).containsExactly("203.0.113.4", "203.0.113.9");
        assertThat(look("roast.example").issuers()).isNull();
    }

    @Test
    void a_wildcards_certificate_may_be_forbidden_where_others_are_not() {
        assertThat(look("tea.example").forbidsAmazon()).isFalse();
        assertThat(look("*.tea.example").issuers()).isEmpty();
        assertThat(look("*.tea.example").forbidsAmazon()).isTrue();
        assertThat(look("*.tea.example").zone()).isEqualTo("tea.example");
        // A record that asks for reports alone forbids nothing.
        assertThat(look("milk.example").issuers()).isNull();
    }

    @Test
    void a_wildcard_is_asked_for_by_a_name_under_it() {
        DnsAnswer answer = look("*.shop.example");
        assertThat(answer.host()).isEqualTo("*.shop.example");
        assertThat(answer.chain()).containsExactly("young-3.herokudns.com");
    }

    @Test
    void says_why_there_is_no_answer() {
        assertThat(look("gone.example").problem()).isEqualTo("there is no such name");
        assertThat(look("loop.example").problem()).contains("circle");
        assertThat(look("a".repeat(70) + ".example").problem()).contains("no name");
    }

    @Test
    void a_name_with_the_newer_addresses_alone_has_an_address() {
        DnsAnswer answer = look("six.example");

        assertThat(answer.problem()).isNull();
        assertThat(answer.addresses()).containsExactly("2001:db8:0:0:0:0:0:7");
        assertThat(answer.ttlSeconds()).isEqualTo(90);
    }

    @Test
    void a_name_server_that_fails_is_no_domain_without_an_address() {
        server.fail("crema.example");

        DnsAnswer answer = look("crema.example");

        assertThat(answer.problem()).contains("SERVFAIL");
        assertThat(answer.unknown()).isTrue();
        assertThat(look("gone.example").unknown()).isFalse();
    }

    @Test
    void a_dead_name_server_is_given_up_after_a_few() {
        for (int i = 0; i < 20; i++) {
            server.silence("dead" + i + ".example");
        }
        NameServer impatient = new NameServer(Optional.of(server.address()), Duration.ofMillis(100));
        DomainLookup lookup = new DomainLookup(impatient);

        for (int i = 0; i < 20; i++) {
            assertThat(lookup.look("dead" + i + ".example").unknown()).isTrue();
        }

        assertThat(lookup.look("crema.example").problem()).contains("was not asked");
    }

    @Test
    void does_not_wait_for_ever() {
        server.silence("crema.example");
        NameServer impatient = new NameServer(Optional.of(server.address()), Duration.ofMillis(200));

        assertThat(new DomainLookup(impatient).look("crema.example").problem()).contains("did not answer");
        assertThat(List.of(look("roast.example").addresses())).isNotEmpty();
    }

    private DnsAnswer look(String host) {
        return new DomainLookup(NameServer.at(server.address())).look(host);
    }
}
