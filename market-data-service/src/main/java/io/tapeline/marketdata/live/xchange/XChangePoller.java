package io.tapeline.marketdata.live.xchange;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.FeedGap;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.live.Backoff;
import io.tapeline.marketdata.live.Desk;
import io.tapeline.marketdata.live.FeedConnection;
import io.tapeline.marketdata.live.FeedStatus;
import io.tapeline.marketdata.live.Frames;
import io.tapeline.marketdata.live.Interruptions;
import io.tapeline.marketdata.live.Rejects;
import io.tapeline.marketdata.live.Said;
import io.tapeline.marketdata.rest.Exact.BadField;
import io.tapeline.protocol.shell.LiveFeed;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order;
import org.knowm.xchange.dto.marketdata.Ticker;
import org.knowm.xchange.dto.marketdata.Trade;
import org.knowm.xchange.exceptions.CurrencyPairNotValidException;
import org.knowm.xchange.exceptions.InstrumentNotValidException;
import org.knowm.xchange.exceptions.NotAvailableFromExchangeException;
import org.knowm.xchange.exceptions.NotYetImplementedForExchangeException;
import org.knowm.xchange.service.marketdata.MarketDataService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A venue without a stream of our own: asked round after round for the best quote and the newest
 * trades of each instrument, never more often than allowed.
 *
 * <p>A quote bears the venue's time where it has one, else the local time of its answer. If none of
 * an answer's trades was known, some may be missing between: that is told as a gap. Trades that
 * come after a time without an answer are told as missed.
 */
public final class XChangePoller implements FeedConnection {

  private static final Logger LOG = LoggerFactory.getLogger(XChangePoller.class);
  private static final int ATTEMPTS = 3;
  private static final long FIRST_WAIT_MILLIS = 500;
  private static final Duration LONGEST_TURN = Duration.ofMinutes(5);
  private static final long END_SECONDS = 30;

  /**
   * What is wanted.
   *
   * @param venue its name in metrics, messages and quarantine
   * @param symbols as in BTC/USD
   * @param pollInterval pause between two rounds
   * @param callsPerSecond at most, over all symbols
   */
  public record Wanted(
      String venue, List<Symbol> symbols, Duration pollInterval, int callsPerSecond) {

    /** Refuses symbols that are no pair. */
    public Wanted {
      symbols = List.copyOf(symbols);
      symbols.forEach(XChangePoller::pair);
    }
  }

  /** One instrument. */
  private static final class Line {

    private final Symbol symbol;
    private final CurrencyPair pair;
    private final TradeMemory memory = new TradeMemory();

    /** Newest event that an earlier process has published, null if there is none. */
    private final @Nullable EventTime published;

    private boolean quoted = true;
    private long newestQuote;

    Line(Symbol symbol, LiveFeed.Resume.@Nullable Last last) {
      this.symbol = symbol;
      this.pair = pair(symbol);
      this.published = last == null ? null : last.ts();
    }
  }

  private final Wanted wanted;
  private final Callable<MarketDataService> venue;
  private final Backoff backoff;
  private final Desk desk;
  private final FeedStatus status;
  private final Rejects rejects;
  private final Interruptions interruptions;
  private final RateLimiter limiter;
  private final Retry retry;
  private final List<Line> lines = new ArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private boolean interrupted;
  private volatile @Nullable RuntimeException failure;

  /** The venue does not answer, or not what it should. */
  private static final class Trouble extends Exception {

    private static final long serialVersionUID = 1L;

    Trouble(String why) {
      super(why, null, false, false);
    }
  }

  /**
   * @param venue opened at the beginning and again after trouble
   */
  public XChangePoller(
      Wanted wanted,
      Callable<MarketDataService> venue,
      LiveFeed.Resume resume,
      Backoff backoff,
      Desk desk,
      FeedStatus status) {
    this.wanted = wanted;
    this.venue = venue;
    this.backoff = backoff;
    this.desk = desk;
    this.status = status;
    this.rejects = new Rejects(wanted.venue(), desk, status);
    this.interruptions = new Interruptions(resume, desk, status);
    this.limiter =
        RateLimiter.of(
            "xchange",
            RateLimiterConfig.custom()
                .limitForPeriod(1)
                .limitRefreshPeriod(Duration.ofSeconds(1).dividedBy(wanted.callsPerSecond()))
                .timeoutDuration(LONGEST_TURN)
                .build());
    this.retry =
        Retry.of(
            "xchange",
            RetryConfig.custom()
                .maxAttempts(ATTEMPTS)
                .intervalFunction(IntervalFunction.ofExponentialBackoff(FIRST_WAIT_MILLIS))
                .retryOnException(error -> !isFinal(error) && !isMissing(error))
                .build());
    wanted.symbols().forEach(each -> lines.add(new Line(each, resume.last().get(each))));
    this.thread = Thread.ofPlatform().name("xchange-feed").unstarted(this::run);
  }

  private static CurrencyPair pair(Symbol symbol) {
    String[] parts = symbol.value().split("/", -1);
    if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
      throw new IllegalArgumentException(
          "xchange has no pair '%s': name it as in BTC/USD".formatted(symbol));
    }
    return new CurrencyPair(parts[0], parts[1]);
  }

  private static boolean isFinal(Throwable error) {
    return error instanceof CurrencyPairNotValidException
        || error instanceof InstrumentNotValidException;
  }

  private static boolean isMissing(Throwable error) {
    return error instanceof NotYetImplementedForExchangeException
        || error instanceof NotAvailableFromExchangeException;
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public @Nullable RuntimeException failure() {
    return failure;
  }

  private void run() {
    try {
      int failures = 0;
      MarketDataService service = null;
      while (closing.getCount() > 0) {
        Duration pause = wanted.pollInterval();
        try {
          if (service == null) {
            status.connecting();
            service = call(venue);
          }
          round(service);
          failures = 0;
        } catch (Trouble e) {
          failures++;
          service = null;
          interrupted = true;
          interruptions.lost();
          pause = backoff.before(failures, () -> ThreadLocalRandom.current().nextDouble());
          status.disconnected(String.valueOf(e.getMessage()));
          LOG.warn("{}: {}; asks again in {} ms", wanted.venue(), e.getMessage(), pause.toMillis());
        }
        boolean _ = closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("{}: the feed has stopped", wanted.venue(), e);
      failure = e;
      status.disconnected(String.valueOf(e.getMessage()));
    }
  }

  private void round(MarketDataService service) throws Trouble, InterruptedException {
    for (Line line : lines) {
      Ticker ticker = ticker(service, line);
      long between = FeedStatus.nowMicros();
      List<Trade> trades = trades(service, line);
      long seen = FeedStatus.nowMicros();
      status.heard();
      status.connected();
      List<Said.OfMarket> news = tradesToTell(line, trades, seen);
      boolean quoted = ticker != null && quote(line, ticker, between, seen, news);
      news.sort(Comparator.comparingLong(said -> said.ts().micros()));
      if (!quoted) {
        news.add(new Said.Beat(line.symbol, new EventTime(between)));
      }
      for (Said.OfMarket said : news) {
        desk.take(said, seen);
      }
    }
    interrupted = false;
  }

  private @Nullable Ticker ticker(MarketDataService service, Line line)
      throws Trouble, InterruptedException {
    if (!line.quoted) {
      return null;
    }
    try {
      return call(() -> Answers.ticker(service, line.pair));
    } catch (NotAvailableFromExchangeException | NotYetImplementedForExchangeException e) {
      LOG.warn("{}: has no quotes of {}", wanted.venue(), line.symbol);
      line.quoted = false;
      return null;
    }
  }

  private List<Trade> trades(MarketDataService service, Line line)
      throws Trouble, InterruptedException {
    try {
      return call(() -> Answers.trades(service, line.pair)).getTrades();
    } catch (NotAvailableFromExchangeException | NotYetImplementedForExchangeException e) {
      throw new IllegalStateException(wanted.venue() + " has no trades that can be asked for", e);
    }
  }

  /** A call when it is its turn, tried again where that may help. */
  private <T> T call(Callable<T> question) throws Trouble, InterruptedException {
    try {
      return Retry.decorateCallable(retry, RateLimiter.decorateCallable(limiter, question)).call();
    } catch (Exception e) {
      if (Thread.interrupted() || closing.getCount() == 0) {
        throw new InterruptedException("closed");
      }
      if (isFinal(e)) {
        throw new IllegalStateException(
            wanted.venue() + " does not know an instrument: " + e.getMessage(), e);
      }
      if (isMissing(e) && e instanceof RuntimeException missing) {
        throw missing;
      }
      throw new Trouble(why(e));
    }
  }

  private static String why(Exception e) {
    String message = e.getMessage();
    String what = message == null ? e.getClass().getSimpleName() : message;
    return e instanceof IOException ? "no answer: " + what : "cannot use the answer: " + what;
  }

  /** Those not told yet. The line begins behind the first answer, unless it goes on from before. */
  private List<Said.OfMarket> tradesToTell(Line line, List<Trade> trades, long seen)
      throws InterruptedException {
    boolean first = line.memory.isEmpty();
    EventTime published = line.published;
    TradeMemory.Answer answer = line.memory.take(trades);
    List<Said.OfMarket> news = new ArrayList<>();
    for (Trade trade : answer.fresh()) {
      try {
        Said.Trade said = said(line.symbol, trade, first || interrupted);
        if (!first || (published != null && said.ts().isAfter(published))) {
          news.add(said);
        }
      } catch (BadField e) {
        rejects.keep("trades", e.reason(), String.valueOf(e.getMessage()), trade.toString(), seen);
      }
    }
    if (!news.isEmpty()) {
      EventTime begin = news.getFirst().ts();
      interruptions.before(line.symbol, begin, seen);
      if (!answer.connected() && !interrupted) {
        desk.take(new Said.Gap(line.symbol, begin, FeedGap.Reason.TRADES_MISSING), seen);
        status.gap(FeedGap.Reason.TRADES_MISSING.name());
      }
    }
    return news;
  }

  private static Said.Trade said(Symbol symbol, Trade trade, boolean missed) throws BadField {
    return new Said.Trade(
        symbol,
        time(trade.getTimestamp()),
        price(trade.getPrice(), "price"),
        size(trade.getOriginalAmount()),
        aggressor(trade.getType()),
        null,
        missed);
  }

  private static Aggressor aggressor(Order.@Nullable OrderType type) {
    return switch (type) {
      case BID -> Aggressor.BUY;
      case ASK -> Aggressor.SELL;
      case null, default -> Aggressor.UNKNOWN;
    };
  }

  /** True if there is a quote to tell. */
  private boolean quote(Line line, Ticker ticker, long between, long seen, List<Said.OfMarket> news)
      throws InterruptedException {
    BigDecimal bidPrice = ticker.getBid();
    BigDecimal askPrice = ticker.getAsk();
    if (bidPrice == null || askPrice == null || bidPrice.signum() == 0 || askPrice.signum() == 0) {
      status.dropped("ONE_SIDED_QUOTE");
      return false;
    }
    try {
      Price bid = price(bidPrice, "bid");
      Price ask = price(askPrice, "ask");
      Frames.checkOrder(bid, ask);
      long ts = ticker.getTimestamp() == null ? between : time(ticker.getTimestamp()).micros();
      line.newestQuote = Math.max(line.newestQuote, ts);
      news.add(
          new Said.TopQuote(
              line.symbol,
              new EventTime(line.newestQuote),
              bid,
              displayed(ticker.getBidSize()),
              ask,
              displayed(ticker.getAskSize())));
      return true;
    } catch (BadField e) {
      rejects.keep("ticker", e.reason(), String.valueOf(e.getMessage()), ticker.toString(), seen);
      return false;
    }
  }

  private static EventTime time(@Nullable Date date) throws BadField {
    long millis = date == null ? 0 : date.toInstant().toEpochMilli();
    if (millis <= 0) {
      throw new BadField("TS_NOT_A_TIME", "no time");
    }
    return new EventTime(TimeUnit.MILLISECONDS.toMicros(millis));
  }

  private static Price price(@Nullable BigDecimal value, String what) throws BadField {
    if (value == null || value.signum() <= 0) {
      throw new BadField("PRICE_NOT_POSITIVE", what + " " + value + " is not above zero");
    }
    return new Price(plain(value));
  }

  private static Quantity size(@Nullable BigDecimal value) throws BadField {
    if (value == null || value.signum() <= 0) {
      throw new BadField("SIZE_NOT_POSITIVE", "size " + value + " is not above zero");
    }
    return new Quantity(plain(value));
  }

  private static @Nullable Quantity displayed(@Nullable BigDecimal value) {
    return value == null || value.signum() < 0 ? null : new Quantity(plain(value));
  }

  private static BigDecimal plain(BigDecimal value) {
    return value.scale() < 0 ? value.setScale(0) : value;
  }

  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    boolean wasInterrupted = Thread.interrupted();
    try {
      boolean _ = thread.join(Duration.ofSeconds(END_SECONDS));
    } catch (InterruptedException e) {
      wasInterrupted = true;
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
