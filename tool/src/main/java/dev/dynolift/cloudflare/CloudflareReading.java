package dev.dynolift.cloudflare;

import dev.dynolift.inventory.DnsZone;
import dev.dynolift.inventory.Finding;
import java.util.List;

/** What Cloudflare told, and what it would not tell. */
public record CloudflareReading(List<DnsZone> zones, List<Finding> findings) {

    public CloudflareReading {
        zones = List.copyOf(zones);
        findings = List.copyOf(findings);
    }
}
