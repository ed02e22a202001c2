package io.tapeline.marketdata.live.alpaca;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.marketdata.live.Desk;
import io.tapeline.marketdata.live.FeedStatus;
import io.tapeline.marketdata.live.Frames;
import io.tapeline.marketdata.live.Interruptions;
import io.tapeline.marketdata.live.Rejects;
import io.tapeline.marketdata.live.Said;
import io.tapeline.marketdata.live.VenueProtocol;
import io.tapeline.marketdata.rest.Exact.BadField;
import io.tapeline.protocol.shell.LiveFeed;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Alpaca's market data of US equities: trades, best quotes, trading status.
 *
 * <p>Trades have no numbers that count them, so a reconnect is a gap that is told and not filled. A
 * trade that the exchange corrects or cancels afterwards stays as it was told; the correction is
 * kept in quarantine.
 */
public final class AlpacaProtocol implements VenueProtocol {

  private static final Logger LOG = LoggerFactory.getLogger(AlpacaProtocol.class);
  private static final String NAME = "alpaca";
  private static final long ANSWER_NANOS = 10_000_000_000L;

  /**
   * Who asks. Neither part is ever written anywhere.
   *
   * @param keyId APCA-API-KEY-ID
   * @param secret APCA-API-SECRET-KEY
   */
  public record Credentials(String keyId, String secret) {

    @Override
    public String toString() {
      return "Credentials[***]";
    }
  }

  /**
   * What is wanted of the venue.
   *
   * @param uri of the stream, the source of quotes included: …/v2/iex
   * @param longestSilence a connection without a message or the answer to a ping counts as dead
   *     after it
   */
  public record Wanted(
      URI uri, Credentials credentials, List<Symbol> symbols, Duration longestSilence) {

    public Wanted {
      symbols = List.copyOf(symbols);
    }
  }

  /** How far a connection has come. */
  private enum Stage {
    GREETING("greeting"),
    AUTHENTICATION("answer to the authentication"),
    SUBSCRIPTION("answer to the subscription"),
    STREAM("");

    private final String awaited;

    Stage(String awaited) {
      this.awaited = awaited;
    }
  }

  private final Wanted wanted;
  private final Desk desk;
  private final FeedStatus status;
  private final Rejects rejects;
  private final Interruptions interruptions;
  private final Set<Symbol> symbols;
  private @Nullable Outlet outlet;
  private Stage stage = Stage.GREETING;
  private long stageSince;

  public AlpacaProtocol(Wanted wanted, LiveFeed.Resume resume, Desk desk, FeedStatus status) {
    this.wanted = wanted;
    this.desk = desk;
    this.status = status;
    this.rejects =
        new Rejects(
            NAME, desk, status, wanted.credentials().keyId(), wanted.credentials().secret());
    this.interruptions = new Interruptions(resume, desk, status);
    this.symbols = new HashSet<>(wanted.symbols());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public URI uri() {
    return wanted.uri();
  }

  @Override
  public Duration longestSilence() {
    return wanted.longestSilence();
  }

  @Override
  public boolean isPinged() {
    return true;
  }

  @Override
  public void opened(Outlet out) {
    outlet = out;
    await(Stage.GREETING);
  }

  private void await(Stage next) {
    stage = next;
    stageSince = System.nanoTime();
  }

  @Override
  public void lost(long seenMicros) {
    interruptions.lost();
  }

  @Override
  public void look(long nowNanos) {
    if (stage != Stage.STREAM && nowNanos - stageSince > ANSWER_NANOS) {
      out().reconnect("no %s within 10 s".formatted(stage.awaited));
    }
  }

  private Outlet out() {
    return Objects.requireNonNull(outlet, "not connected");
  }

  @Override
  public void message(String text, long seenMicros) throws InterruptedException {
    JsonNode frame;
    try {
      frame = Frames.parse(text);
    } catch (JacksonException e) {
      rejects.keep("message", "NOT_JSON", String.valueOf(e.getOriginalMessage()), text, seenMicros);
      return;
    }
    if (!frame.isArray()) {
      rejects.keep("message", "NOT_AN_ARRAY", "a frame is an array", text, seenMicros);
      return;
    }
    for (JsonNode node : frame) {
      String type = node.path("T").asString("");
      try {
        take(type, node, seenMicros);
      } catch (BadField e) {
        rejects.keep(
            part(type), e.reason(), String.valueOf(e.getMessage()), node.toString(), seenMicros);
      }
    }
  }

  private static String part(String type) {
    return switch (type) {
      case "t" -> "trade";
      case "q" -> "quote";
      case "c" -> "correction";
      case "x" -> "cancel";
      case "s" -> "status";
      default -> "message";
    };
  }

  private void take(String type, JsonNode node, long seenMicros)
      throws BadField, InterruptedException {
    switch (type) {
      case "success" -> success(node.path("msg").asString(""));
      case "subscription" -> subscribed(node);
      case "error" -> refused(node.path("code").asInt(0), node.path("msg").asString(""));
      case "t" -> tell(AlpacaMessages.trade(node), seenMicros);
      case "q" -> {
        Said.TopQuote quote = AlpacaMessages.quote(node);
        if (quote == null) {
          status.dropped("ONE_SIDED_QUOTE");
        } else {
          tell(quote, seenMicros);
        }
      }
      case "c" -> throw new BadField("TRADE_CORRECTION", "a trade was corrected after it was told");
      case "x" -> throw new BadField("TRADE_CANCELLED", "a trade was cancelled after it was told");
      case "s" -> venueSays(node);
      case "b", "d", "u", "l", "n", "i" -> status.dropped("NOT_WANTED");
      default -> throw new BadField("UNKNOWN_TYPE", "type '" + type + "'");
    }
  }

  private void tell(Said.OfMarket said, long seenMicros) throws BadField, InterruptedException {
    check(said.symbol());
    interruptions.before(said.symbol(), said.ts(), seenMicros);
    desk.take(said, seenMicros);
  }

  private void check(Symbol symbol) throws BadField {
    if (!symbols.contains(symbol)) {
      throw new BadField("UNKNOWN_SYMBOL", "not subscribed to");
    }
  }

  private void success(String what) {
    switch (what) {
      case "connected" -> {
        await(Stage.AUTHENTICATION);
        out()
            .send(
                AlpacaMessages.authentication(
                    wanted.credentials().keyId(), wanted.credentials().secret()));
      }
      case "authenticated" -> {
        await(Stage.SUBSCRIPTION);
        out()
            .send(
                AlpacaMessages.subscription(wanted.symbols().stream().map(Symbol::value).toList()));
      }
      default -> {}
    }
  }

  private void subscribed(JsonNode node) {
    Set<String> given = new HashSet<>();
    node.path("trades").forEach(each -> given.add(each.asString("")));
    List<String> left =
        symbols.stream().map(Symbol::value).filter(each -> !given.contains(each)).sorted().toList();
    if (!left.isEmpty()) {
      throw new IllegalStateException(
          "alpaca does not give %s: name symbols as it does, like AAPL"
              .formatted(String.join(", ", left)));
    }
    await(Stage.STREAM);
  }

  /** A halt and its end, in the words of the exchange. */
  private void venueSays(JsonNode node) throws BadField {
    Symbol symbol = AlpacaMessages.symbol(node);
    check(symbol);
    String now = node.path("sm").asString("");
    String reason = node.path("rm").asString("");
    LOG.info("alpaca: {}: {} {}", symbol, now, reason);
    boolean over = now.toLowerCase(Locale.ROOT).contains("resum");
    status.venueSays(symbol, over ? null : reason.isEmpty() ? now : now + " (" + reason + ")");
  }

  /** Stops for good where another connection would be refused as well. */
  private void refused(int code, String what) {
    String advice =
        switch (code) {
          case 400 -> "look at the symbols";
          case 402 -> "check TAPELINE_ALPACA_KEY_ID and TAPELINE_ALPACA_SECRET";
          case 405 -> "the plan allows fewer symbols";
          case 408 -> "the account has no market data";
          case 409 -> "the plan does not have it; tapeline.alpaca.feed=iex is free";
          default -> "";
        };
    String refusal = "alpaca refuses: %s (%d)".formatted(what, code);
    if (!advice.isEmpty()) {
      throw new IllegalStateException(refusal + "; " + advice);
    }
    switch (code) {
      case 403 -> {}
      case 406 ->
          out().reconnect(refusal + "; another program, or this one's last run, is connected");
      default -> out().reconnect(refusal);
    }
  }
}
