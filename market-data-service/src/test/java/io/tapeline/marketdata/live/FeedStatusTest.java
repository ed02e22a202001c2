package io.tapeline.marketdata.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FeedStatusTest {

  private static final Symbol BTC = new Symbol("BTC/USD");
  private static final Symbol ETH = new Symbol("ETH/USD");
  private static final long START = 1_000_000_000L;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private long now = START;
  private final FeedStatus status =
      new FeedStatus(registry, "kraken", Duration.ofSeconds(5), () -> now);

  FeedStatusTest() {
    status.watch(BTC);
    status.watch(ETH);
  }

  private void trade(Symbol symbol) {
    status.seen(
        new Said.Trade(
            symbol,
            new EventTime(now),
            Price.of("1"),
            Quantity.of("1"),
            Aggressor.BUY,
            null,
            false),
        now);
  }

  private void pass(double seconds) {
    now += (long) (seconds * 1_000_000);
  }

  private double gauge(Symbol symbol, FeedStatus.State state) {
    return registry
        .get("tapeline.feed.state")
        .tags("venue", "kraken", "symbol", symbol.value(), "state", state.name())
        .gauge()
        .value();
  }

  @Test
  void isWhatTheConnectionIsUntilItStands() {
    assertThat(status.state()).isEqualTo(FeedStatus.State.CONNECTING);
    status.disconnected("no route");
    assertThat(status.state()).isEqualTo(FeedStatus.State.DISCONNECTED);
    assertThat(status.details()).containsEntry("connection", "DISCONNECTED: no route");
    status.connected();
    assertThat(status.state()).isEqualTo(FeedStatus.State.CONNECTED);
  }

  @Test
  void anInstrumentIsStaleAfterFiveSecondsWithoutItsEvents() {
    status.connected();
    pass(4);
    trade(BTC);
    pass(1);
    assertThat(status.state()).isEqualTo(FeedStatus.State.CONNECTED);
    pass(0.1);
    assertThat(status.state(BTC)).isEqualTo(FeedStatus.State.CONNECTED);
    assertThat(status.state(ETH)).isEqualTo(FeedStatus.State.STALE);
    assertThat(status.state()).isEqualTo(FeedStatus.State.STALE);
    assertThat(gauge(ETH, FeedStatus.State.STALE)).isEqualTo(1);
    assertThat(gauge(ETH, FeedStatus.State.CONNECTED)).isZero();
    trade(ETH);
    assertThat(status.state()).isEqualTo(FeedStatus.State.CONNECTED);
  }

  @Test
  void gapsAndInvalidBooksAreGappedUntilTheyAreMended() {
    status.connected();
    status.missing(BTC, 3);
    assertThat(status.state(BTC)).isEqualTo(FeedStatus.State.GAPPED);
    assertThat(status.state()).isEqualTo(FeedStatus.State.GAPPED);
    status.missing(BTC, 0);
    status.book(ETH, "SEQUENCE_GAP");
    assertThat(status.state(ETH)).isEqualTo(FeedStatus.State.GAPPED);
    assertThat(String.valueOf(status.details().get("ETH/USD")))
        .startsWith("GAPPED, ")
        .endsWith("book invalid: SEQUENCE_GAP");
    status.book(ETH, null);
    assertThat(status.state()).isEqualTo(FeedStatus.State.CONNECTED);
  }

  @Test
  void rateIsThatOfTheLastTenSeconds() {
    status.connected();
    for (int second = 0; second < 20; second++) {
      trade(BTC);
      trade(BTC);
      trade(BTC);
      pass(1);
    }
    assertThat(status.details()).containsEntry("BTC/USD", "CONNECTED, 1.0 s old, 3.0/s");
    pass(30);
    assertThat(status.details()).containsEntry("BTC/USD", "STALE, 31.0 s old, 0.0/s");
    assertThat(
            registry
                .get("tapeline.feed.seen")
                .tags("symbol", "BTC/USD", "kind", "TRADE")
                .counter()
                .count())
        .isEqualTo(60);
  }

  @Test
  void heartbeatsOfOurOwnDoNotMakeAnInstrumentYoung() {
    status.connected();
    trade(BTC);
    pass(6);
    status.seen(new Said.Beat(BTC, new EventTime(now)), now);
    assertThat(status.state(BTC)).isEqualTo(FeedStatus.State.STALE);
  }
}
