package io.tapeline.core.sim;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a simulated market says, held against the book it says it of, after every single action. */
class SimulatedBookTest {

  private static final SimulationSettings DEFAULTS =
      SimulationSettings.defaults(3, new EventTime(1_700_000_000_000_000L));
  private static final long MINUTE = 60_000_000L;

  /** Fine, coarse, coarsest possible and tiny grids. */
  @ParameterizedTest
  @CsvSource({
    "60000.0, 0.1, 0.001, 0.050",
    "150.00, 0.01, 1, 100",
    "1.00, 0.01, 1, 3",
    "0.012340, 0.000001, 10, 5000"
  })
  void quotesTheTopOfItsBookAfterEveryActionAndNeverCrosses(
      String price, BigDecimal tick, BigDecimal lot, String size) {
    SimulatedInstrument traded =
        new SimulatedInstrument(new Symbol("X"), Price.of(price), tick, lot, Quantity.of(size));
    Run run = new Run(DEFAULTS, traded);
    Quote last = null;
    long oneSidedSince = -1;
    while (run.elapsedMicros() < 20 * MINUTE) {
      for (MarketEvent event : run.advance()) {
        last = event instanceof Quote quote ? quote : last;
      }
      PriceLevel bid = run.market.book().best(Side.BUY);
      PriceLevel ask = run.market.book().best(Side.SELL);
      if (bid != null && ask != null) {
        assertThat(bid.priceTicks).isLessThan(ask.priceTicks);
        Quote quote = requireNonNull(last);
        assertThat(quote.bid()).isEqualTo(traded.price(bid.priceTicks));
        assertThat(quote.ask()).isEqualTo(traded.price(ask.priceTicks));
        assertThat(quote.bidSize()).isEqualTo(traded.quantity(bid.lots()));
        assertThat(quote.askSize()).isEqualTo(traded.quantity(ask.lots()));
        oneSidedSince = -1;
      } else {
        oneSidedSince = oneSidedSince < 0 ? run.elapsedMicros() : oneSidedSince;
        assertThat(run.elapsedMicros() - oneSidedSince).as("one-sided").isLessThan(2_000_000);
      }
    }
  }

  @Test
  void fillsByPriceAndTimeAndLosesNoLot() {
    SimulatedInstrument traded = SimulatedInstrument.btcUsdt();
    Run run = new Run(DEFAULTS, traded);
    Ledger ledger = new Ledger();
    run.market.book().listen(ledger);
    BigDecimal told = BigDecimal.ZERO;
    while (run.elapsedMicros() < 30 * MINUTE) {
      for (MarketEvent event : run.advance()) {
        told = event instanceof Tick tick ? told.add(tick.size().value()) : told;
      }
    }

    assertThat(ledger.fillsOutOfTurn).isZero();
    assertThat(told).isEqualByComparingTo(traded.quantity(ledger.filledLots).value());
    assertThat(ledger.restedLots)
        .isEqualTo(ledger.filledLots + ledger.cancelledLots + ledger.naive.lots());
    assertThat(ledger.partialFills).as("some orders are filled in parts").isGreaterThan(100);
    for (Side side : Side.values()) {
      TreeMap<Long, Long> levels = new TreeMap<>();
      run.market.book().side(side).levels().forEach(l -> levels.put(l.priceTicks, l.lots()));
      assertThat(levels).isEqualTo(ledger.naive.levels(side));
    }
  }

  @Test
  void rebuildsToTheSameBookFromItsDepthUpdates() {
    SimulatedInstrument traded = SimulatedInstrument.btcUsdt();
    Run run = new Run(DEFAULTS.withBooksPerSecond(10), traded);
    NavigableMap<Price, Quantity> bids = new TreeMap<>(Comparator.reverseOrder());
    NavigableMap<Price, Quantity> asks = new TreeMap<>();
    int updates = 0;
    while (run.elapsedMicros() < 10 * MINUTE) {
      for (MarketEvent event : run.advance()) {
        if (event instanceof BookUpdate update) {
          assertThat(update.snapshot()).isEqualTo(updates == 0);
          update.levels().forEach(level -> rebuild(level.side() == Side.BUY ? bids : asks, level));
          assertThat(bids).isEqualTo(run.levels(Side.BUY, traded));
          assertThat(asks).isEqualTo(run.levels(Side.SELL, traded));
          updates++;
        }
      }
    }
    assertThat(updates).isGreaterThan(1000);
  }

  @Test
  void boundsTheOrdersAtRest() {
    ArrivalRates hoarders = new ArrivalRates(4, 300, 1, 0.0001, 1, 1);
    Run run = new Run(DEFAULTS.withRates(hoarders), SimulatedInstrument.btcUsdt());
    Ledger ledger = new Ledger();
    run.market.book().listen(ledger);
    // Four makers with six rungs a side, and the noise traders' limit.
    int most = 4 * 6 * 2 + NoiseTraders.MAX_RESTING;
    while (run.elapsedMicros() < MINUTE) {
      run.advance();
      assertThat(ledger.naive.size()).isLessThanOrEqualTo(most);
    }
    assertThat(ledger.placed).as("orders placed").isGreaterThan(5L * most);
  }

  private static void rebuild(NavigableMap<Price, Quantity> side, BookUpdate.Level level) {
    if (level.size().isZero()) {
      assertThat(side.remove(level.price())).as("deletes a level that is not there").isNotNull();
    } else {
      side.put(level.price(), level.size());
    }
  }

  /** One instrument's market, an action at a time. */
  private static final class Run {

    final InstrumentMarket market;
    private final EventQueue queue = new EventQueue();
    private final long startMicros;
    private long nowMicros;

    Run(SimulationSettings settings, SimulatedInstrument instrument) {
      market = new InstrumentMarket(instrument, settings, queue);
      startMicros = settings.start().micros();
      nowMicros = startMicros;
    }

    long elapsedMicros() {
      return nowMicros - startMicros;
    }

    List<MarketEvent> advance() {
      nowMicros = market.nextMicros();
      market.advance();
      List<MarketEvent> events = new ArrayList<>();
      for (MarketEvent event = queue.poll(); event != null; event = queue.poll()) {
        assertThat(event.ts().micros()).isEqualTo(nowMicros);
        events.add(event);
      }
      return events;
    }

    NavigableMap<Price, Quantity> levels(Side side, SimulatedInstrument instrument) {
      NavigableMap<Price, Quantity> levels = new TreeMap<>();
      for (PriceLevel level : market.book().side(side).levels()) {
        levels.put(instrument.price(level.priceTicks), instrument.quantity(level.lots()));
      }
      return levels;
    }
  }

  /** Keeps the orders at rest in a naive book and checks each fill against it. */
  private static final class Ledger implements BookListener {

    final NaiveBook naive = new NaiveBook();
    long placed;
    long restedLots;
    long cancelledLots;
    long filledLots;
    int partialFills;
    int fillsOutOfTurn;

    @Override
    public void onRest(RestingOrder order) {
      placed++;
      restedLots += order.lots();
      naive.rest(order.number, order.side, order.priceTicks, order.lots());
    }

    @Override
    public void onCancel(RestingOrder order) {
      cancelledLots += order.lots();
      naive.cancel(order.number);
    }

    @Override
    public void onTrade(Side aggressor, RestingOrder resting, long lots) {
      filledLots += lots;
      NaiveBook.@Nullable Order due = naive.first(aggressor.opposite());
      if (due == null || due.number() != resting.number || lots > due.lots()) {
        fillsOutOfTurn++;
        return;
      }
      partialFills += lots < due.lots() ? 1 : 0;
      naive.reduce(due, lots);
    }
  }
}
