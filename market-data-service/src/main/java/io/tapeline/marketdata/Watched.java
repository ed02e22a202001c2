package io.tapeline.marketdata;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.MarketDataStage;
import io.tapeline.core.stage.Event;
import java.util.function.Consumer;

/**
 * Tells the figures what a stage knows of its candles: with each minute that closes, and every ten
 * seconds of heartbeats, since a series goes stale while nothing closes.
 */
final class Watched implements Consumer<Event> {

  private static final long BETWEEN_MICROS = 10_000_000L;

  private final MarketDataStage stage;
  private final Played played;
  private final SeriesFigures series;
  private long notedAt;

  Watched(MarketDataStage stage, Played played, SeriesFigures series) {
    this.stage = stage;
    this.played = played;
    this.series = series;
    played.startOver();
    series.note(stage.flags(), stage.seriesTally());
  }

  @Override
  public void accept(Event event) {
    played.accept(event);
    if (event instanceof Candle candle) {
      played.note(stage.tally());
      if (candle.timeframe() != Timeframe.S1) {
        note();
      }
    } else if (event instanceof Heartbeat beat && beat.ts().micros() >= notedAt + BETWEEN_MICROS) {
      notedAt = beat.ts().micros();
      note();
    }
  }

  private void note() {
    series.note(stage.flags(), stage.seriesTally());
  }
}
