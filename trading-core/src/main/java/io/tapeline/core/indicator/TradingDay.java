package io.tapeline.core.indicator;

import io.tapeline.core.instrument.AssetClass;
import io.tapeline.core.time.EventTime;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Which trading day a moment belongs to (CATALOGUE 1.3).
 *
 * @param zone whose midnight begins a day
 */
public record TradingDay(ZoneId zone) {

  /** Crypto and metals: from midnight to midnight UTC. */
  public static final TradingDay UTC = new TradingDay(ZoneOffset.UTC);

  /** Equities: the date of their exchange. */
  public static final TradingDay NEW_YORK = new TradingDay(ZoneId.of("America/New_York"));

  /** The day of instruments of a class. */
  public static TradingDay of(AssetClass assetClass) {
    return switch (assetClass) {
      case EQUITY -> NEW_YORK;
      case METAL, CRYPTO_MAJOR, CRYPTO_MICRO -> UTC;
    };
  }

  LocalDate at(EventTime moment) {
    return moment.toInstant().atZone(zone).toLocalDate();
  }
}
