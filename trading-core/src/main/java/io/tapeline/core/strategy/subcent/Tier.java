package io.tapeline.core.strategy.subcent;

import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.settings.SettingsReader;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/**
 * What is asked of tokens of a range of prices (S1-TIER, S1-STOP).
 *
 * @param from lowest price of the range, inclusive; the range ends where the next tier begins
 * @param riskMultiplier of the order size
 * @param profitMargin net of fees, a fraction of the average buy price
 * @param minVolume traded in 24 hours, quote currency
 * @param maxSpread a fraction of the middle
 * @param stopLoss a fraction of the average buy price
 */
record Tier(
    Name name,
    BigDecimal from,
    BigDecimal riskMultiplier,
    BigDecimal profitMargin,
    Money minVolume,
    double maxSpread,
    BigDecimal stopLoss) {

  /** The tiers. */
  enum Name {
    LOW,
    MEDIUM,
    HIGH
  }

  private static final String PREFIX = "tapeline.subcent.tiers.";

  /** The three tiers, lowest prices first. */
  static List<Tier> read(SettingsReader in) {
    List<Tier> tiers =
        List.of(
            read(in, Name.LOW, "0", "1.0", "0.015", "500000", "0.08", "0.04"),
            read(in, Name.MEDIUM, "0.05", "0.7", "0.010", "200000", "0.05", "0.025"),
            read(in, Name.HIGH, "0.15", "0.4", "0.007", "100000", "0.03", "0.015"));
    if (tiers.getFirst().from.signum() != 0) {
      in.mistake(key(Name.LOW, "from"), tiers.getFirst().from.toPlainString(), "0");
    }
    for (int i = 1; i < tiers.size(); i++) {
      Tier before = tiers.get(i - 1);
      Tier tier = tiers.get(i);
      if (tier.from.compareTo(before.from) <= 0) {
        in.mistake(
            key(tier.name, "from"),
            tier.from.toPlainString(),
            "above that of " + before.name + ", which is " + before.from.toPlainString());
      }
    }
    return tiers;
  }

  private static Tier read(
      SettingsReader in,
      Name name,
      String from,
      String multiplier,
      String margin,
      String volume,
      String spread,
      String stop) {
    return new Tier(
        name,
        in.decimal(key(name, "from"), from, "0", "1000000000"),
        in.decimal(key(name, "risk-multiplier"), multiplier, "0.001", "1"),
        in.decimal(key(name, "profit-margin"), margin, "0", "1"),
        new Money(in.decimal(key(name, "min-volume-24h"), volume, "0", "1000000000000")),
        in.decimal(key(name, "max-spread"), spread, "0", "1").doubleValue(),
        in.decimal(key(name, "stop-loss"), stop, "0.0001", "0.9"));
  }

  private static String key(Name name, String field) {
    return PREFIX + name.name().toLowerCase(java.util.Locale.ROOT) + "." + field;
  }

  /** The tier of a price: the last that begins at or below it. */
  static Tier of(Price price, List<Tier> tiers) {
    return tiers.stream()
        .filter(each -> each.from.compareTo(price.value()) <= 0)
        .max(Comparator.comparing(Tier::from))
        .orElse(tiers.getFirst());
  }
}
