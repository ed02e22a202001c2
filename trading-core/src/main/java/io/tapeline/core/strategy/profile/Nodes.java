package io.tapeline.core.strategy.profile;

import io.tapeline.core.indicator.Histogram;
import io.tapeline.core.money.Side;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The nodes of a volume profile as a trade of one side sees them. */
final class Nodes {

  private final Histogram profile;
  private final BigDecimal tick;

  Nodes(Histogram profile, BigDecimal tick) {
    this.profile = profile;
    this.tick = tick;
  }

  /**
   * Bin of the nearest strong node of high volume that the trade leans on: at or below the price
   * for BUY, at or above it for SELL.
   */
  @Nullable Integer behind(Side side, BigDecimal price, double leastStrength) {
    Integer nearest = null;
    for (int bin : profile.highNodes()) {
      BigDecimal away = price.subtract(profile.centre(bin));
      boolean behind = side.sign() * away.signum() >= 0;
      boolean strong = profile.strength(bin) >= leastStrength;
      if (behind && strong && isNearer(bin, nearest, price)) {
        nearest = bin;
      }
    }
    return nearest;
  }

  /** Middle of the nearest node of high volume strictly ahead of the trade. */
  @Nullable BigDecimal ahead(Side side, BigDecimal price) {
    Integer nearest = null;
    for (int bin : profile.highNodes()) {
      boolean ahead = side.sign() * profile.centre(bin).compareTo(price) > 0;
      if (ahead && isNearer(bin, nearest, price)) {
        nearest = bin;
      }
    }
    return nearest == null ? null : profile.centre(nearest);
  }

  private boolean isNearer(int bin, @Nullable Integer than, BigDecimal price) {
    return than == null
        || profile
                .centre(bin)
                .subtract(price)
                .abs()
                .compareTo(profile.centre(than).subtract(price).abs())
            < 0;
  }

  /**
   * The stop, or if it lies in a gap of low volume a tick beyond the far edge of the next node of
   * high volume behind it. A gap is the run of low bins around a node of low volume.
   */
  BigDecimal sheltered(Side side, BigDecimal stop) {
    BigDecimal moved = stop;
    for (int bin = gapAt(moved); bin >= 0; bin = gapAt(moved)) {
      Integer shelter = nodeBehind(side, bin);
      if (shelter == null) {
        return moved;
      }
      moved =
          side == Side.BUY
              ? profile.edge(shelter).subtract(tick)
              : profile.edge(shelter + 1).add(tick);
    }
    return moved;
  }

  private @Nullable Integer nodeBehind(Side side, int bin) {
    Integer found = null;
    for (int node : profile.highNodes()) {
      if (side == Side.BUY ? node < bin : node > bin && found == null) {
        found = node;
      }
    }
    return found;
  }

  /** The low bin that holds a price if it is part of a gap, else −1. */
  private int gapAt(BigDecimal price) {
    for (int node : profile.lowNodes()) {
      int first = node;
      while (first > 0 && profile.isLow(first - 1)) {
        first--;
      }
      int last = node;
      while (last < profile.bins() - 1 && profile.isLow(last + 1)) {
        last++;
      }
      if (price.compareTo(profile.edge(first)) >= 0
          && price.compareTo(profile.edge(last + 1)) < 0) {
        return node;
      }
    }
    return -1;
  }
}
