package dev.dynolift.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What goes wrong from now on; an older fault goes first. Thread-safe. */
final class Faults {

    private final List<Fault> pending = new ArrayList<>();

    synchronized void add(Fault fault) {
        pending.add(fault);
    }

    synchronized void clear() {
        pending.clear();
    }

    /** The fault that hits a request, which it then has hit once. */
    synchronized Optional<Fault> next(String method, String path) {
        for (int i = 0; i < pending.size(); i++) {
            Fault fault = pending.get(i);
            if (fault.hits(method, path)) {
                if (fault.times() == 1) {
                    pending.remove(i);
                } else if (fault.times() < Integer.MAX_VALUE) {
                    pending.set(i, new Fault(fault.path(), fault.status(), fault.times() - 1, fault.delay()));
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
