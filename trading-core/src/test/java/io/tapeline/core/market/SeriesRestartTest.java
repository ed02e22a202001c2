package io.tapeline.core.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.candle.SeriesHealth.Flag;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeriesRestartTest {

  private static final Symbol BTC = new Symbol("BTCUSDT");
  private static final int EVENTS = 12_000;
  private static final int HOURS_OF_EVENTS = 6;

  /** Some hours of a market that jumps now and then, with trades that come late. */
  private static List<MarketEvent> market(Random random) {
    List<MarketEvent> events = new ArrayList<>();
    long micros = 0;
    int price = 1_000;
    for (int seq = 1; seq <= EVENTS; seq++) {
      micros += random.nextInt(2 * HOURS_OF_EVENTS * 300_000);
      micros += random.nextInt(400) == 0 ? 200_000_000L : 0;
      price = random.nextInt(150) == 0 ? 500 + random.nextInt(1_000) : price;
      boolean slip = random.nextInt(120) == 0;
      boolean late = random.nextInt(100) == 0;
      long ts = late ? Math.max(0, micros - random.nextInt(120_000_000)) : micros;
      Tick tick =
          new Tick(
              new Origin(seq, new EventTime(ts)),
              BTC,
              Price.of(Integer.toString(slip ? price * 3 : price)),
              Quantity.of(Integer.toString(1 + random.nextInt(3))),
              Aggressor.BUY);
      events.add(late ? new MissedTick(tick) : tick);
    }
    return events;
  }

  @Test
  void aStageKilledBetweenAnyTwoCandlesGoesOnWithTheSameCandlesAndFlags() {
    Random random = new Random(5);
    for (int run = 0; run < 12; run++) {
      List<MarketEvent> events = market(random);
      MarketDataStage whole = new MarketDataStage(PriceSource.TRADE);
      List<Candle> all = new ArrayList<>();
      events.forEach(event -> all.addAll(play(whole, event)));

      int published = random.nextInt(all.size());
      long newest = published == 0 ? 0 : all.get(published - 1).origin().seq();
      MarketDataStage restarted = new MarketDataStage(PriceSource.TRADE);
      all.subList(0, published).forEach(restarted::apply);
      EventTime from = newest == 0 ? new EventTime(0) : events.get((int) newest - 1).ts();
      List<Candle> after = new ArrayList<>();
      for (MarketEvent event : events) {
        boolean kept = event.ts().micros() >= from.micros() - 2 * 3_600_000_000L;
        if (kept) {
          after.addAll(play(restarted, event));
        }
      }

      assertThat(after.stream().map(Candle::id))
          .as("run %d, %d of %d published", run, published, all.size())
          .containsAll(all.subList(published, all.size()).stream().map(Candle::id).toList());
      assertThat(after.stream().filter(candle -> candle.origin().seq() > newest))
          .containsExactlyElementsOf(
              all.stream().filter(candle -> candle.origin().seq() > newest).toList());
      assertThat(restarted.flags()).isEqualTo(whole.flags());
      assertThat(restarted.seriesTally()).isEqualTo(whole.seriesTally());
      assertThat(whole.seriesTally().confirmed()).isPositive();
      assertThat(whole.seriesTally().jumps()).isGreaterThan(whole.seriesTally().confirmed());
    }
  }

  @Test
  void heartbeatsMakeASilentSeriesStale() {
    MarketDataStage stage = new MarketDataStage(PriceSource.TRADE);
    play(
        stage,
        new Tick(
            new Origin(1, new EventTime(0)), BTC, Price.of("1"), Quantity.of("1"), Aggressor.BUY));
    play(stage, new Heartbeat(new Origin(2, new EventTime(360_000_000)), BTC));
    assertThat(minutes(stage)).containsExactly(Flag.INSUFFICIENT_DATA);

    play(stage, new Heartbeat(new Origin(3, new EventTime(360_000_001)), BTC));
    assertThat(minutes(stage)).containsExactly(Flag.INSUFFICIENT_DATA, Flag.STALE);
  }

  private static List<Candle> play(MarketDataStage stage, MarketEvent event) {
    stage.apply(event);
    return stage.project(event).stream().map(Candle.class::cast).toList();
  }

  private static Set<Flag> minutes(MarketDataStage stage) {
    return stage.flags().getOrDefault(BTC, Map.of()).getOrDefault(Timeframe.M1, Set.of());
  }
}
