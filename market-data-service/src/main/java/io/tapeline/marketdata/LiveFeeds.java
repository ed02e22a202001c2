package io.tapeline.marketdata;

import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.instrument.Instruments;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.MarketDataStage;
import io.tapeline.core.stage.Event;
import io.tapeline.core.stage.Stage;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.live.Backfill;
import io.tapeline.marketdata.live.Desk;
import io.tapeline.marketdata.live.FeedConnection;
import io.tapeline.marketdata.live.FeedStatus;
import io.tapeline.marketdata.live.SocketConnection;
import io.tapeline.marketdata.live.VenueFeed;
import io.tapeline.marketdata.live.VenueProtocol;
import io.tapeline.marketdata.live.alpaca.AlpacaProtocol;
import io.tapeline.marketdata.live.binance.BinanceProtocol;
import io.tapeline.marketdata.live.generic.TicksProtocol;
import io.tapeline.marketdata.live.kraken.KrakenProtocol;
import io.tapeline.marketdata.live.xchange.Exchanges;
import io.tapeline.marketdata.live.xchange.XChangePoller;
import io.tapeline.marketdata.rest.BinanceRest;
import io.tapeline.marketdata.rest.KrakenRest;
import io.tapeline.marketdata.rest.VenueCandle;
import io.tapeline.marketdata.rest.VenueException;
import io.tapeline.protocol.shell.LiveFeed;
import io.tapeline.protocol.shell.LiveSource;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The configured venue, connected to anew for every life of the feed. */
final class LiveFeeds implements LiveSource {

  private static final int MINUTES = KrakenRest.MOST_CANDLES;
  private static final Duration FETCHED = Duration.ofMinutes(MINUTES);
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final MarketDataSettings settings;
  private final Instruments instruments;
  private final FeedStatus status;
  private final Played played;
  private final SeriesFigures series;
  private @Nullable MarketDataStage stage;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  LiveFeeds(
      MarketDataSettings settings,
      Instruments instruments,
      FeedStatus status,
      Played played,
      SeriesFigures series) {
    this.settings = settings;
    this.instruments = instruments;
    this.status = status;
    this.played = played;
    this.series = series;
  }

  @Override
  public LiveFeed open(LiveFeed.Resume resume) {
    List<Symbol> symbols = settings.symbols().stream().map(Symbol::new).toList();
    return new VenueFeed(
        symbols, resume, silenceOfAnInstrument(), status, connection(symbols, resume));
  }

  /** A venue that is asked in rounds has its say in each; what it says is up to a round old. */
  private Duration silenceOfAnInstrument() {
    Duration heartbeat = settings.live().heartbeat();
    return settings.feed().equals("xchange")
        ? heartbeat.plus(settings.xchange().round(settings.symbols().size()).multipliedBy(3))
        : heartbeat;
  }

  private Function<Desk, FeedConnection> connection(List<Symbol> symbols, LiveFeed.Resume resume) {
    return switch (settings.feed()) {
      case "kraken" -> socket(kraken(symbols, resume));
      case "binance" -> socket(binance(symbols, resume));
      case "alpaca" -> socket(alpaca(symbols, resume));
      case "ticks" -> socket(ticks(symbols, resume));
      case "xchange" -> xchange(symbols, resume);
      default -> throw new IllegalStateException("no live feed: " + settings.feed());
    };
  }

  private Function<Desk, FeedConnection> socket(Function<Desk, VenueProtocol> protocol) {
    return desk -> new SocketConnection(protocol.apply(desk), settings.live().backoff(), status);
  }

  private Function<Desk, FeedConnection> xchange(List<Symbol> symbols, LiveFeed.Resume resume) {
    VenueSettings.XChange xchange = settings.xchange();
    XChangePoller.Wanted wanted =
        new XChangePoller.Wanted(
            xchange.exchange(), symbols, xchange.pollInterval(), xchange.callsPerSecond());
    return desk ->
        new XChangePoller(
            wanted,
            () -> Exchanges.open(xchange.exchange(), xchange.restUrl()),
            resume,
            settings.live().backoff(),
            desk,
            status);
  }

  private Function<Desk, VenueProtocol> kraken(List<Symbol> symbols, LiveFeed.Resume resume) {
    VenueSettings.Kraken kraken = settings.kraken();
    KrakenRest rest = new KrakenRest(kraken.restUrl(), http);
    KrakenProtocol.Wanted wanted =
        new KrakenProtocol.Wanted(
            kraken.wsUrl(), symbols, kraken.bookDepth(), settings.live().silence());
    Backfill backfill =
        new Backfill(
            "kraken",
            (symbol, since) -> rest.trades(symbol.value(), since),
            symbol -> rest.candles(symbol.value(), Timeframe.M1).candles());
    return desk -> new KrakenProtocol(wanted, resume, desk, status, backfill);
  }

  private Function<Desk, VenueProtocol> binance(List<Symbol> symbols, LiveFeed.Resume resume) {
    VenueSettings.Binance binance = settings.binance();
    BinanceRest rest = new BinanceRest(binance.restUrl(), http);
    BinanceProtocol.Wanted wanted =
        new BinanceProtocol.Wanted(
            binance.wsUrl(), symbols, binance.bookDepth(), settings.live().silence());
    Backfill.Source history =
        Backfill.byNumber(
            (symbol, known) ->
                rest.aggTradesFrom(symbol.value(), known + 1, BinanceRest.ROWS_A_PAGE));
    return desk ->
        new BinanceProtocol(
            wanted,
            resume,
            desk,
            status,
            new Backfill("binance", history, symbol -> minutes(rest, symbol)),
            (symbol, levels) -> rest.depth(symbol.value(), levels));
  }

  /** Those of as long as Kraken has them; the last one, which may be running, is left out. */
  private static List<VenueCandle> minutes(BinanceRest rest, Symbol symbol)
      throws VenueException, InterruptedException {
    EventTime end = new EventTime(FeedStatus.nowMicros()).floor(Timeframe.M1.length());
    EventTime start = new EventTime(end.micros() - EventTime.micros(FETCHED));
    return rest.candles(
            symbol.value(), Timeframe.M1, start, new EventTime(end.micros() - 1), MINUTES)
        .candles();
  }

  private Function<Desk, VenueProtocol> alpaca(List<Symbol> symbols, LiveFeed.Resume resume) {
    VenueSettings.Alpaca alpaca = settings.alpaca();
    AlpacaProtocol.Wanted wanted =
        new AlpacaProtocol.Wanted(
            alpaca.stream(), alpaca.credentials(), symbols, settings.live().silence());
    return desk -> new AlpacaProtocol(wanted, resume, desk, status);
  }

  private Function<Desk, VenueProtocol> ticks(List<Symbol> symbols, LiveFeed.Resume resume) {
    VenueSettings.Ticks ticks = settings.ticks();
    TicksProtocol.Wanted wanted = new TicksProtocol.Wanted(ticks.url(), symbols, ticks.silence());
    return desk -> new TicksProtocol(wanted, resume, desk, status);
  }

  @Override
  public Stage stage() {
    MarketDataStage made = new MarketDataStage(PriceSource.TRADE, instruments);
    stage = made;
    return made;
  }

  @Override
  public Consumer<Event> audience() {
    return new Watched(Objects.requireNonNull(stage, "the stage is made first"), played, series);
  }
}
