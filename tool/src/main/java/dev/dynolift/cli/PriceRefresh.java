package dev.dynolift.cli;

import dev.dynolift.aws.AwsClient;
import dev.dynolift.aws.AwsLogin;
import dev.dynolift.aws.PriceReader;
import dev.dynolift.aws.PriceReader.ListPrice;
import dev.dynolift.aws.PriceReader.Question;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.market.PriceListFields;
import dev.dynolift.market.Prices.Fresh;
import dev.dynolift.market.Prices.Item;
import dev.dynolift.rest.Pause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks AWS for the prices that an estimate needs. */
final class PriceRefresh {

    private static final String SOURCE = "AWS's price list";

    private PriceRefresh() {}

    /** What AWS told; what it could not tell is not in it, and stays as the tables have it. */
    static List<Fresh> of(List<Item> wanted, Map<String, String> environment) {
        AwsLogin login = new AwsEnvironment(environment)
                .login()
                .orElseThrow(() -> new DynoliftException(
                        ErrorCode.INPUT,
                        "AWS cannot be asked for prices",
                        "There is no login to AWS, or none that names its region.",
                        "Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and AWS_REGION; the right that it takes"
                                + " is pricing:GetProducts."));
        PriceReader reader = new PriceReader(new AwsClient(login, Pause.SLEEP));
        List<Fresh> fresh = new ArrayList<>();
        for (Item item : wanted) {
            Optional<ListPrice> price = PriceListFields.of(item)
                    .flatMap(fields -> reader.ask(
                            new Question(fields.serviceCode(), fields.attributes(), fields.usageType()),
                            item.region()));
            price.ifPresent(
                    told -> fresh.add(new Fresh(item, told.usd().doubleValue(), told.unit(), SOURCE, told.date())));
        }
        return fresh;
    }
}
