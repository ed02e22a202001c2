package io.tapeline.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.strategy.Opinion;
import io.tapeline.core.strategy.Strategy;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RisingTradesTest {

  private static final Symbol BITCOIN = new Symbol("BTCUSDT");

  private final Strategy strategy =
      new RisingTradesProvider()
          .configure(new SettingsReader(Map.of("tapeline.rising-trades.count", "3")::get))
          .make(LineSettings.read(_ -> null).instruments().get(BITCOIN));
  private long seq;

  private Opinion trade(double seconds, String price) {
    strategy.apply(
        new Tick(
            new Origin(++seq, new EventTime(Math.round(seconds * 1e6))),
            BITCOIN,
            Price.of(price),
            Quantity.of("1"),
            Aggressor.BUY));
    return strategy.opinion();
  }

  @Test
  void threeRisingTradesBuy() {
    assertThat(trade(1, "100")).isSameAs(Opinion.SILENT);
    assertThat(trade(2, "101")).isSameAs(Opinion.SILENT);
    assertThat(trade(3, "102"))
        .isInstanceOfSatisfying(
            Opinion.Wish.class,
            wish -> {
              assertThat(wish.side()).isEqualTo(Side.BUY);
              assertThat(wish.refPrice()).isEqualTo(Price.of("102"));
              assertThat(wish.evidence()).containsEntry("tookSeconds", "2.0");
            });
  }

  @Test
  void anEqualPriceBeginsAnew() {
    trade(1, "100");
    trade(2, "101");
    assertThat(trade(3, "101")).isSameAs(Opinion.SILENT);
    assertThat(trade(4, "102")).isSameAs(Opinion.SILENT);
    assertThat(trade(5, "103")).isInstanceOf(Opinion.Wish.class);
  }

  @Test
  void aSlowRiseIsRefusedWithItsNumbers() {
    trade(1, "100");
    trade(2, "101");
    assertThat(trade(12, "102"))
        .isInstanceOfSatisfying(
            Opinion.Skip.class,
            skip -> {
              assertThat(skip.reason()).isEqualTo("RISE_TOO_SLOW");
              assertThat(skip.value().get()).isEqualTo("11.0");
              assertThat(skip.limit().get()).isEqualTo("10.0");
            });
  }
}
