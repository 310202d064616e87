package dev.dynolift.cost;

import dev.dynolift.cost.CostLine.Certainty;
import dev.dynolift.cost.CostLine.Side;
import dev.dynolift.market.Provenance;
import dev.dynolift.market.ServicePrices.Price;
import java.util.ArrayList;
import java.util.List;

/** The lines of a bill at AWS while it is made out, in one region and for one app or for all. */
final class CostLines {

    private final String region;
    private final String app;
    private final List<CostLine> all;

    CostLines(String region) {
        this(region, "", new ArrayList<>());
    }

    private CostLines(String region, String app, List<CostLine> all) {
        this.region = region;
        this.app = app;
        this.all = all;
    }

    /** The same bill in another region. */
    CostLines in(String other) {
        return new CostLines(other, app, all);
    }

    /** The same bill for what belongs to an app. */
    CostLines of(String other) {
        return new CostLines(region, other, all);
    }

    List<CostLine> all() {
        return all;
    }

    void add(String environment, String subject, double usd, String basis, Price price) {
        Certainty certainty = price.isAssumed() ? Certainty.ASSUMED : Certainty.MEASURED;
        line(environment, subject, usd, certainty, basis, price, false);
    }

    void assumed(String environment, String subject, double usd, String basis, Price price) {
        line(environment, subject, usd, Certainty.ASSUMED, basis, price, false);
    }

    /** What is paid while data is moved, and not each month. */
    void assumedOnce(String environment, String subject, double usd, String basis, Price price) {
        line(environment, subject, usd, Certainty.ASSUMED, basis, price, true);
    }

    private void line(
            String environment,
            String subject,
            double usd,
            Certainty certainty,
            String basis,
            Price price,
            boolean once) {
        long cents = Math.round(usd * 100);
        Provenance provenance = price.provenance();
        all.add(new CostLine(
                Side.AWS,
                environment,
                app,
                subject,
                once ? null : cents,
                once ? cents : null,
                certainty,
                price.sameRegion() ? basis : basis + CostLine.UNCHECKED + region + " is not checked",
                provenance.source(),
                provenance.date()));
    }

    void unknown(String environment, String subject, String why) {
        all.add(new CostLine(Side.AWS, environment, app, subject, null, null, Certainty.UNKNOWN, why, "", ""));
    }
}
