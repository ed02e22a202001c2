package io.tapeline.core.venue;

import io.tapeline.core.instrument.AssetClass;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.settings.SettingsReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the paper venue, {@code tapeline.paper.*} (CATALOGUE TM-PAPER).
 *
 * @param latency from decision to the venue
 * @param entryTimeout an opening order that has not filled so long after it reached the venue
 *     expires
 * @param staleFillAfter a closing order that has met no quote for so long after it reached the
 *     venue fills at the last known touch
 * @param slippage per asset class
 */
public record PaperSettings(
    Duration latency,
    Duration entryTimeout,
    Duration staleFillAfter,
    Map<AssetClass, Slippage> slippage) {

  /** Basis points of the touch paid beyond it: always, and more for taking the whole top. */
  public record Slippage(BigDecimal baseBps, BigDecimal impactBps) {

    private static final MathContext SHARE = new MathContext(12, RoundingMode.HALF_EVEN);

    /**
     * Basis points for taking a quantity from a top of book of this size; a size that is not
     * published counts as taken whole.
     */
    public BigDecimal bpsFor(Quantity quantity, @Nullable Quantity topSize) {
      BigDecimal share =
          topSize == null || topSize.isZero()
              ? BigDecimal.ONE
              : quantity.value().divide(topSize.value(), SHARE).min(BigDecimal.ONE);
      return baseBps.add(impactBps.multiply(share));
    }
  }

  public PaperSettings {
    slippage = Map.copyOf(slippage);
  }

  /** Slippage of an asset class. */
  public Slippage slippageOf(AssetClass assetClass) {
    Slippage found = slippage.get(assetClass);
    if (found == null) {
      throw new IllegalStateException("no slippage for " + assetClass);
    }
    return found;
  }

  /** Reads {@code tapeline.paper.*}. */
  public static PaperSettings read(SettingsReader in) {
    Map<AssetClass, Slippage> slippage = new EnumMap<>(AssetClass.class);
    slippage.put(AssetClass.EQUITY, slippage(in, AssetClass.EQUITY, "1", "2"));
    slippage.put(AssetClass.METAL, slippage(in, AssetClass.METAL, "1", "2"));
    slippage.put(AssetClass.CRYPTO_MAJOR, slippage(in, AssetClass.CRYPTO_MAJOR, "5", "5"));
    slippage.put(AssetClass.CRYPTO_MICRO, slippage(in, AssetClass.CRYPTO_MICRO, "5", "5"));
    return new PaperSettings(
        in.millis("tapeline.paper.latency-ms", 150),
        in.seconds("tapeline.paper.entry-timeout-s", "2"),
        in.seconds("tapeline.paper.stale-fill-after-s", "1"),
        slippage);
  }

  private static Slippage slippage(
      SettingsReader in, AssetClass assetClass, String base, String impact) {
    String prefix =
        "tapeline.paper.slippage."
            + assetClass.name().toLowerCase(Locale.ROOT).replace('_', '-')
            + ".";
    return new Slippage(
        in.decimal(prefix + "base-bps", base, "0", "1000"),
        in.decimal(prefix + "impact-bps", impact, "0", "1000"));
  }
}
