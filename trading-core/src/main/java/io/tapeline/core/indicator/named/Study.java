package io.tapeline.core.indicator.named;

import io.tapeline.core.book.OrderBook;
import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.CandleIndicator;
import io.tapeline.core.indicator.Indicator;
import io.tapeline.core.indicator.Reading;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.time.EventTime;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An indicator that follows one instrument and answers in rows of values. What comes in returns the
 * rows it makes ready, none while the indicator is not. A candle closed by a trade comes before
 * that trade.
 */
public abstract class Study {

  static final List<List<?>> NOTHING = List.of();

  /** A closed candle. */
  public List<List<?>> onCandle(Candle candle) {
    return NOTHING;
  }

  public List<List<?>> onTick(Tick tick) {
    return NOTHING;
  }

  public List<List<?>> onQuote(Quote quote) {
    return NOTHING;
  }

  /** A book after an update at this moment. */
  public List<List<?>> onBook(OrderBook book, EventTime now) {
    return NOTHING;
  }

  /** The one row of a value that is ready. */
  static <T> List<List<?>> row(Reading<T> reading, Function<T, List<?>> values) {
    @Nullable T value = reading.orNull();
    return value == null ? NOTHING : List.of(values.apply(value));
  }

  /** A row for each candle, from the first that is ready. */
  static <T> Study ofCandles(CandleIndicator<T> indicator, Function<T, List<?>> values) {
    return new Study() {
      @Override
      public List<List<?>> onCandle(Candle candle) {
        indicator.take(candle);
        return row(indicator.reading(), values);
      }
    };
  }

  /** A row for each quote, from the first that is ready. */
  static <T> Study ofQuotes(Indicator<Quote, T> indicator, Function<T, List<?>> values) {
    return new Study() {
      @Override
      public List<List<?>> onQuote(Quote quote) {
        indicator.take(quote);
        return row(indicator.reading(), values);
      }
    };
  }

  /** A row for each trade, from the first that is ready. */
  static <T> Study ofTicks(Indicator<Tick, T> indicator, Function<T, List<?>> values) {
    return new Study() {
      @Override
      public List<List<?>> onTick(Tick tick) {
        indicator.take(tick);
        return row(indicator.reading(), values);
      }
    };
  }

  /** A row for each update of a book, from the first that is ready. */
  static <T> Study ofBooks(Indicator<OrderBook, T> indicator, Function<T, List<?>> values) {
    return new Study() {
      @Override
      public List<List<?>> onBook(OrderBook book, EventTime now) {
        indicator.take(book);
        return row(indicator.reading(), values);
      }
    };
  }
}
