package dev.dynolift.dns;

import dev.dynolift.inventory.DnsAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Looks domains up. Bounded: so many names a chain, so many questions a domain, so long a question. Not thread-safe.
 */
public final class DomainLookup {

    /** Longer chains are loops or mistakes. */
    private static final int LONGEST_CHAIN = 8;

    /** Labels from the domain upwards that are asked for CAA and NS records. */
    private static final int HIGHEST_CLIMB = 6;

    /** After so many domains in a row without an answer, the resolver is taken for dead. */
    private static final int MOST_SILENCES = 3;

    private final Resolver resolver;
    private int silences;

    public DomainLookup(NameServer server) {
        resolver = server.address().isPresent()
                ? new SimpleResolver(server.address().get())
                : new ExtendedResolver();
        resolver.setTimeout(server.patience());
    }

    /** What DNS says of a domain; a wildcard's name is asked for as {@code dynolift-check} under it. */
    public DnsAnswer look(String host) {
        if (silences >= MOST_SILENCES) {
            return unknown(host, "the name server had not answered " + MOST_SILENCES + " times, and was not asked");
        }
        try {
            DnsAnswer answer =
                    answer(host, Name.fromString(host.replaceFirst("^\\*\\.", "dynolift-check."), Name.root));
            silences = 0;
            return answer;
        } catch (TextParseException e) {
            return problem(host, "it is no name that DNS could hold");
        } catch (FailedLookup e) {
            silences = 0;
            return unknown(host, "the name server answered " + e.getMessage());
        } catch (IOException e) {
            silences++;
            return unknown(host, "the name server did not answer in time");
        }
    }

    private DnsAnswer answer(String host, Name name) throws IOException {
        Message answer = address(name, Type.A);
        List<String> chain = new ArrayList<>();
        TreeSet<String> addresses = new TreeSet<>();
        Long ttl = null;
        Name current = name;
        for (int step = 0; step <= LONGEST_CHAIN; step++) {
            Record alias = first(answer, current, Type.CNAME);
            for (Record record : answer.getSection(Section.ANSWER)) {
                if (record.getType() == Type.A && record.getName().equals(current)) {
                    addresses.add(record.rdataToString());
                    ttl = current.equals(name) ? Long.valueOf(record.getTTL()) : ttl;
                }
            }
            if (!(alias instanceof CNAMERecord cname)) {
                break;
            }
            ttl = current.equals(name) ? Long.valueOf(alias.getTTL()) : ttl;
            current = cname.getTarget();
            if (chain.contains(text(current))) {
                return problem(host, "its CNAME records lead in a circle");
            }
            chain.add(text(current));
            if (first(answer, current, Type.CNAME) == null && first(answer, current, Type.A) == null) {
                answer = address(current, Type.A);
            }
        }
        if (addresses.isEmpty()) {
            for (Record record : address(current, Type.AAAA).getSection(Section.ANSWER)) {
                if (record.getType() == Type.AAAA && record.getName().equals(current)) {
                    addresses.add(record.rdataToString());
                    ttl = current.equals(name) ? Long.valueOf(record.getTTL()) : ttl;
                }
            }
        }
        int code = answer.getRcode();
        if (addresses.isEmpty() && chain.isEmpty()) {
            return problem(host, code == Rcode.NXDOMAIN ? "there is no such name" : "it has no address");
        }
        Name zone = zone(name);
        return new DnsAnswer(
                host,
                chain,
                List.copyOf(addresses),
                ttl,
                zone != null && zone.equals(name),
                zone == null ? List.of() : nameServers(zone),
                issuers(name, host.startsWith("*.")),
                null,
                false,
                zone == null ? null : text(zone));
    }

    /** The name itself or the nearest above it that has name servers of its own. */
    private @Nullable Name zone(Name name) throws IOException {
        Name current = name;
        for (int step = 0; step < HIGHEST_CLIMB && current.labels() > 2; step++) {
            if (first(ask(current, Type.NS), current, Type.NS) != null) {
                return current;
            }
            current = new Name(current, 1);
        }
        return null;
    }

    private List<String> nameServers(Name zone) throws IOException {
        TreeSet<String> servers = new TreeSet<>();
        for (Record record : ask(zone, Type.NS).getSection(Section.ANSWER)) {
            if (record instanceof NSRecord server) {
                servers.add(text(server.getTarget()));
            }
        }
        return List.copyOf(servers);
    }

    /**
     * The nearest CAA records upwards from the name decide; none at all allows everybody. For a wildcard those that
     * speak of wildcards decide alone, where there are any.
     */
    private @Nullable List<String> issuers(Name name, boolean wildcard) throws IOException {
        Name current = name;
        for (int step = 0; step < HIGHEST_CLIMB && current.labels() > 1; step++) {
            List<CAARecord> records = new ArrayList<>();
            for (Record record : ask(current, Type.CAA).getSection(Section.ANSWER)) {
                if (record instanceof CAARecord caa) {
                    records.add(caa);
                }
            }
            if (!records.isEmpty()) {
                boolean ofWildcards = wildcard && records.stream().anyMatch(record -> is(record, "issuewild"));
                return issuers(records, ofWildcards ? "issuewild" : "issue");
            }
            current = new Name(current, 1);
        }
        return null;
    }

    /** Null when no record of that kind forbids anything: records may ask for reports alone. */
    private static @Nullable List<String> issuers(List<CAARecord> records, String tag) {
        if (records.stream().noneMatch(record -> is(record, tag))) {
            return null;
        }
        return records.stream()
                .filter(record -> is(record, tag))
                .map(record -> record.getValue().split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(issuer -> !issuer.isEmpty())
                .toList();
    }

    private static boolean is(CAARecord record, String tag) {
        return record.getTag().equalsIgnoreCase(tag);
    }

    /** Neither a yes nor a no: SERVFAIL, REFUSED. */
    private static final class FailedLookup extends IOException {

        private static final long serialVersionUID = 1;

        FailedLookup(String code) {
            super(code);
        }
    }

    private Message address(Name name, int type) throws IOException {
        Message answer = ask(name, type);
        int code = answer.getRcode();
        if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
            throw new FailedLookup(Rcode.string(code));
        }
        return answer;
    }

    private Message ask(Name name, int type) throws IOException {
        return resolver.send(Message.newQuery(Record.newRecord(name, type, DClass.IN)));
    }

    private static @Nullable Record first(Message answer, Name name, int type) {
        return answer.getSection(Section.ANSWER).stream()
                .filter(record -> record.getType() == type && record.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static String text(Name name) {
        return name.toString(true).toLowerCase(Locale.ROOT);
    }

    private static DnsAnswer unknown(String host, String problem) {
        return new DnsAnswer(host, List.of(), List.of(), null, false, List.of(), null, problem, true);
    }

    private static DnsAnswer problem(String host, String problem) {
        return new DnsAnswer(host, List.of(), List.of(), null, false, List.of(), null, problem);
    }
}
