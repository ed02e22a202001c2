package io.tapeline.marketdata.history;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.rest.CandlesPage;
import io.tapeline.marketdata.rest.KrakenRest;
import io.tapeline.marketdata.rest.VenueCandle;
import io.tapeline.marketdata.rest.VenueException;
import io.tapeline.marketdata.rest.VenueException.Fault;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Kraken's candles: one page, the newest 720 of a length, whatever is asked for. */
final class KrakenCandlePages implements Pages {

  private final KrakenRest rest;
  private final Patience patience;
  private final String symbol;
  private final Timeframe timeframe;
  private final Range range;

  KrakenCandlePages(
      KrakenRest rest, Patience patience, String symbol, Timeframe timeframe, Range range) {
    this.rest = rest;
    this.patience = patience;
    this.symbol = symbol;
    this.timeframe = timeframe;
    this.range = range;
  }

  @Override
  public String start() {
    return "all";
  }

  @Override
  public boolean newestFirst() {
    return true;
  }

  @Override
  public Page page(String cursor) throws VenueException, InterruptedException, HistoryException {
    CandlesPage answer = patience.untilGood(this::ask);
    requireReach(answer);
    CandleSeries series = new CandleSeries(timeframe, range);
    series.add(answer);
    List<String> rows =
        series.candles().stream()
            .map(candle -> TapeLines.candle(symbol, timeframe, candle))
            .toList();
    return new Page(rows, series.refused(), cursor, range.from(), true, 0);
  }

  private CandlesPage ask() throws VenueException, InterruptedException {
    patience.await();
    CandlesPage answer = rest.candles(symbol, timeframe);
    VenueCandle running = answer.running();
    if (running != null && running.openTime().isBefore(range.to())) {
      throw new VenueException(
          Fault.UNREADABLE,
          "kraken: the %s candle of '%s' at %s is not closed yet"
              .formatted(timeframe.label(), symbol, running.openTime()));
    }
    return answer;
  }

  private void requireReach(CandlesPage answer) throws HistoryException {
    int given = answer.candles().size() + (answer.running() == null ? 0 : 1);
    Optional<EventTime> oldest =
        answer.candles().stream().map(VenueCandle::openTime).min(Comparator.naturalOrder());
    if (given + answer.refused().size() >= KrakenRest.MOST_CANDLES
        && oldest.isPresent()
        && oldest.get().isAfter(range.from())) {
      throw new HistoryException(
          "kraken gives its newest %d candles only, %s of '%s' from %s on, and %s was asked for: add --from-trades to make them of its trades, or ask from there on"
              .formatted(
                  KrakenRest.MOST_CANDLES, timeframe.label(), symbol, oldest.get(), range.from()));
    }
  }
}
