package io.tapeline.marketdata;

import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.MarketDataStage;
import io.tapeline.core.stage.Event;
import io.tapeline.core.stage.Stage;
import io.tapeline.marketdata.live.Backfill;
import io.tapeline.marketdata.live.FeedStatus;
import io.tapeline.marketdata.live.SocketConnection;
import io.tapeline.marketdata.live.VenueFeed;
import io.tapeline.marketdata.live.kraken.KrakenProtocol;
import io.tapeline.marketdata.rest.KrakenRest;
import io.tapeline.protocol.shell.LiveFeed;
import io.tapeline.protocol.shell.LiveSource;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The configured venue, connected to anew for every life of the feed. */
final class LiveFeeds implements LiveSource {

  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final MarketDataSettings settings;
  private final FeedStatus status;
  private final Played played;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  LiveFeeds(MarketDataSettings settings, FeedStatus status, Played played) {
    this.settings = settings;
    this.status = status;
    this.played = played;
  }

  @Override
  public LiveFeed open(LiveFeed.Resume resume) {
    List<Symbol> symbols = settings.symbols().stream().map(Symbol::new).toList();
    MarketDataSettings.Kraken kraken = settings.kraken();
    KrakenRest rest = new KrakenRest(kraken.restUrl(), http);
    Backfill backfill =
        new Backfill("kraken", (symbol, since) -> rest.trades(symbol.value(), since));
    KrakenProtocol.Wanted wanted =
        new KrakenProtocol.Wanted(
            kraken.wsUrl(), symbols, kraken.bookDepth(), settings.live().silence());
    return new VenueFeed(
        symbols,
        resume,
        settings.live().heartbeat(),
        status,
        desk ->
            new SocketConnection(
                new KrakenProtocol(wanted, resume, desk, status, backfill),
                settings.live().backoff(),
                status));
  }

  @Override
  public Stage stage() {
    return new MarketDataStage(PriceSource.TRADE);
  }

  @Override
  public Consumer<Event> audience() {
    played.startOver();
    return played;
  }
}
