package io.tapeline.core.risk;

import static io.tapeline.core.risk.RiskRule.Phase.C_MARKET;
import static io.tapeline.core.risk.RiskRule.Phase.E_SIGNAL;
import static io.tapeline.core.risk.RiskRule.veto;

import io.tapeline.core.indicator.Thresholds;
import io.tapeline.core.market.Quote;
import io.tapeline.core.risk.RiskRule.Finding;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rules over what a signal says of itself. Its strategy saw the candles and volumes they are about
 * and has judged them; here they are held to the limits again that it names, so that a strategy
 * that signals all the same is refused. A signal that says nothing of a matter passes.
 */
final class StatedRules {

  private static final String NOT_SAID = "not said";
  private static final String LIMIT = "Limit";
  private static final String SPREAD = "spread";

  private final RiskSettings settings;

  StatedRules(RiskSettings settings) {
    this.settings = settings;
  }

  /** A figure of the evidence; its limit bears the same name with an addition. */
  private record Stated(String name, String limitName, String code) {

    static Stated of(String name, String code) {
      return new Stated(name, name + LIMIT, code);
    }

    static Stated inWords(String name, String code) {
      return new Stated(name, name + " limit", code);
    }
  }

  RiskRule symbol() {
    return veto("R-SYMBOL", C_MARKET, "SYMBOL_NOT_CONFIGURED", this::isListed);
  }

  private Finding isListed(Candidate c) {
    return Finding.of(
        settings.symbols().isEmpty() || settings.symbols().contains(c.signal().symbol().value()),
        c.signal().symbol(),
        settings.symbols().isEmpty() ? "any" : settings.symbols());
  }

  RiskRule postNewYork() {
    return veto(
        "R-POST-NY",
        C_MARKET,
        "POST_NY_BLOCKED",
        c -> {
          String session = c.signal().evidence().getOrDefault("session", NOT_SAID);
          String limit = c.signal().evidence().getOrDefault("sessionLimit", "any");
          return Finding.of(!limit.equals("not " + session), session, limit);
        });
  }

  /** The spread that there is now, against the limit that the strategy went by. */
  RiskRule spread() {
    return veto("R-SPREAD-ABS", C_MARKET, "SPREAD_ABS", StatedRules::isNarrow);
  }

  private static Finding isNarrow(Candidate c) {
    Quote quote = c.freshQuote();
    Map<String, String> evidence = c.signal().evidence();
    Double absolute = number(evidence.get(SPREAD + LIMIT));
    Double share = number(evidence.get(SPREAD + " limit"));
    double spread = quote.spread().doubleValue();
    if (absolute != null) {
      return Finding.of(Thresholds.atMost(spread, absolute), quote.spread(), absolute);
    }
    if (share != null) {
      double ofMiddle = spread / quote.mid().doubleValue();
      return Finding.of(Thresholds.atMost(ofMiddle, share), ofMiddle, share);
    }
    return Finding.none(NOT_SAID);
  }

  RiskRule volatilityMin() {
    return least(
        "R-VOL-MIN",
        "VOL_LOW",
        List.of(
            Stated.of("atr1", "ATR1_LOW"),
            Stated.of("meanRange", "RANGE_LOW"),
            Stated.of("pvvmBps", "VOL_LOW"),
            Stated.of("range", "VOL_LOW")));
  }

  RiskRule volatilityMax() {
    Stated atr1 = Stated.of("atr1OfExtremeVolatility", "VOL_EXTREME");
    return veto(
        "R-VOL-MAX",
        C_MARKET,
        "VOL_EXTREME",
        c -> {
          Double value = number(c.signal().evidence().get(atr1.name));
          Double most = number(c.signal().evidence().get(atr1.limitName));
          return value == null || most == null
              ? Finding.none(NOT_SAID)
              : Finding.of(Thresholds.atMost(value, most), value, most);
        });
  }

  RiskRule liquidity() {
    return least(
        "R-LIQUIDITY",
        "LOW_LIQUIDITY",
        List.of(
            Stated.inWords("volume of 24 h", "LOW_VOLUME"),
            Stated.inWords("bid depth", "LOW_LIQUIDITY"),
            Stated.inWords("ask depth", "LOW_LIQUIDITY")));
  }

  /** Each figure that is said is at least its limit. */
  private static RiskRule least(String name, String code, List<Stated> figures) {
    return veto(
        name,
        C_MARKET,
        code,
        c -> {
          Map<String, String> evidence = c.signal().evidence();
          Finding said = Finding.none(NOT_SAID);
          for (Stated figure : figures) {
            Double value = number(evidence.get(figure.name));
            Double least = number(evidence.get(figure.limitName));
            if (value != null && least != null) {
              said =
                  Finding.of(
                      Thresholds.atLeast(value, least),
                      figure.code,
                      figure.name + " " + value,
                      least);
              if (!said.passed()) {
                return said;
              }
            }
          }
          return said;
        });
  }

  RiskRule toxicity() {
    return veto(
        "R-TOXIC",
        C_MARKET,
        "TOXIC_FLOW",
        c -> {
          Double vpin = number(c.signal().evidence().get("vpin"));
          double most = settings.maxVpin().doubleValue();
          return most == 0 || vpin == null
              ? Finding.none(most == 0 ? "off" : NOT_SAID)
              : Finding.of(Thresholds.atMost(vpin, most), vpin, most);
        });
  }

  RiskRule quality() {
    return veto(
        "R-QUALITY",
        E_SIGNAL,
        "LOW_QUALITY",
        c -> {
          Double score = number(c.signal().evidence().get("score"));
          double least = c.limits().minQuality().doubleValue();
          return least == 0 || score == null
              ? Finding.none(least == 0 ? "off" : NOT_SAID)
              : Finding.of(Thresholds.atLeast(score, least), score, least);
        });
  }

  /** A filter's probability of a gain: at most 0.40 is a no. */
  RiskRule filter() {
    return veto(
        "R-ML",
        E_SIGNAL,
        "ML_NEGATIVE",
        c -> {
          Double probability = number(c.signal().evidence().get("trade filter"));
          return probability == null
              ? Finding.none("no verdict")
              : Finding.of(Thresholds.above(probability, 0.40), probability, "above 0.40");
        });
  }

  private static @Nullable Double number(@Nullable String text) {
    try {
      return text == null ? null : Double.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
