package dev.dynolift.audit;

import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.LogDrain;
import dev.dynolift.inventory.Space;
import dev.dynolift.inventory.SpaceNetwork;
import dev.dynolift.inventory.SpaceNetwork.Peering;
import dev.dynolift.inventory.SpaceNetwork.VpnConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the private spaces that the audited apps run in, each once. */
final class SpaceReading {

    /** Heroku joins each space with the networks of its own data services; they stay with Heroku. */
    private static final String OF_HEROKU = "heroku-.*|slowdb";

    private static final String GONE = "failed|expired|rejected|deleted|deprovisioning";

    private final Questions questions;

    SpaceReading(Questions questions) {
        this.questions = questions;
    }

    List<Space> read(List<HerokuApp> apps) {
        return apps.stream()
                .map(HerokuApp::space)
                .filter(Objects::nonNull)
                .distinct()
                .map(this::space)
                .toList();
    }

    private Space space(String name) {
        String subject = "space " + name;
        String path = "/spaces/" + name;
        JsonNode space = questions.object(subject, path);
        JsonNode nat = questions.optionalObject(subject, path + "/nat");
        return new Space(
                name,
                Text.orNull(space, "region.name"),
                space.path("shield").asBoolean(false),
                AppReading.generation(space),
                Text.orNull(space, "cidr"),
                nat.path("sources").isArray() ? texts(nat.path("sources")) : null,
                new SpaceNetwork(
                        trusted(questions.extraObject(subject, path + "/inbound-ruleset")),
                        peerings(questions.extraList(subject, path + "/peerings")),
                        vpns(questions.extraList(subject, path + "/vpn-connections")),
                        drains(questions.extraObject(subject, path + "/log-drain"))));
    }

    private static @Nullable List<String> trusted(JsonNode ruleset) {
        if (!ruleset.path("rules").isArray()) {
            return null;
        }
        List<String> sources = new ArrayList<>();
        for (JsonNode rule : ruleset.path("rules")) {
            if (Text.of(rule, "action").equals("allow")) {
                sources.add(Text.of(rule, "source"));
            }
        }
        return sources;
    }

    private static @Nullable List<Peering> peerings(JsonNode answer) {
        if (answer.isMissingNode()) {
            return null;
        }
        List<Peering> peerings = new ArrayList<>();
        for (JsonNode peering : answer) {
            String status = Text.of(peering, "status");
            if (Text.of(peering, "type").matches(OF_HEROKU) || status.matches(GONE)) {
                continue;
            }
            List<String> ranges = texts(peering.path("cidr_blocks"));
            String only = Text.orNull(peering, "cidr_block");
            peerings.add(new Peering(
                    Text.orNull(peering, "pcx_id"),
                    Text.orNull(peering, "aws_vpc_id"),
                    Text.orNull(peering, "aws_account_id"),
                    Text.orNull(peering, "aws_region"),
                    ranges.isEmpty() && only != null ? List.of(only) : ranges,
                    status.isEmpty() ? null : status));
        }
        return peerings;
    }

    /** Of a tunnel nothing is taken: it has its key beside it. */
    private static @Nullable List<VpnConnection> vpns(JsonNode answer) {
        if (answer.isMissingNode()) {
            return null;
        }
        List<VpnConnection> vpns = new ArrayList<>();
        for (JsonNode vpn : answer) {
            if (!Text.of(vpn, "status").matches(GONE)) {
                vpns.add(new VpnConnection(
                        Text.of(vpn, "name"),
                        Text.orNull(vpn, "public_ip"),
                        texts(vpn.path("routable_cidrs")),
                        Text.orNull(vpn, "status")));
            }
        }
        return vpns;
    }

    /** A space has one drain at most; Heroku says 404 of one without, and a refusal is a finding. */
    private static @Nullable List<LogDrain> drains(JsonNode drain) {
        String address = Text.of(drain, "url");
        return address.isEmpty() ? null : List.of(AppReading.drain(address, Text.orNull(drain, "addon.name")));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asString("")));
        return texts;
    }
}
