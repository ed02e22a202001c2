package io.tapeline.core.tape;

import io.tapeline.core.export.Csv;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.FeedGap;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.Invalidity;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.MissedCandle;
import io.tapeline.core.market.MissedTick;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Market events of every kind as lines of one CSV, with their numbers, so that they can be played
 * again as exactly the events they were. Amounts keep their scale.
 */
public final class EventCsv {

  /** The column names, without line end. */
  public static final String HEADER =
      "seq,ts,symbol,kind,price,size,side,bid,bid_size,ask,ask_size,levels,trade_id,reason";

  /** The column names of recordings made before there were live feeds. */
  static final String HEADER_1 =
      "seq,ts,symbol,kind,price,size,side,bid,bid_size,ask,ask_size,levels";

  private static final int COLUMNS = 14;
  private static final int COLUMNS_1 = 12;
  private static final String TRADE = "trade";
  private static final String MISSED = "missed";
  private static final String QUOTE = "quote";
  private static final String HEARTBEAT = "heartbeat";
  private static final String SNAPSHOT = "snapshot";
  private static final String UPDATE = "update";
  private static final String INVALID = "invalid";
  private static final String GAP = "gap";
  private static final String CANDLE = "candle";

  private EventCsv() {}

  /** True if a recording may begin with this line. */
  static boolean isHeader(String line) {
    return line.equals(HEADER) || line.equals(HEADER_1);
  }

  /** One event as a line without line end; the levels of a book are joined by semicolons. */
  public static String line(MarketEvent event) {
    @Nullable Object[] cells = new @Nullable Object[COLUMNS];
    cells[0] = event.seq();
    cells[1] = event.ts().micros();
    cells[2] = event.symbol();
    switch (event) {
      case Tick tick -> trade(tick, TRADE, cells);
      case MissedTick missed -> trade(missed.trade(), MISSED, cells);
      case Quote quote -> {
        cells[3] = QUOTE;
        cells[7] = quote.bid();
        cells[8] = quote.bidSize();
        cells[9] = quote.ask();
        cells[10] = quote.askSize();
      }
      case Heartbeat _ -> cells[3] = HEARTBEAT;
      case BookUpdate book -> {
        cells[3] = book.invalid() != null ? INVALID : book.snapshot() ? SNAPSHOT : UPDATE;
        cells[11] = book.levels().stream().map(EventCsv::level).collect(Collectors.joining(";"));
        cells[13] = book.invalid();
      }
      case MissedCandle candle -> {
        cells[3] = CANDLE;
        cells[5] = candle.volume();
        cells[11] = candle.open() + ";" + candle.high() + ";" + candle.low() + ";" + candle.close();
      }
      case FeedGap gap -> {
        cells[3] = GAP;
        cells[13] = gap.reason();
      }
    }
    return Csv.line(Arrays.asList(cells));
  }

  private static void trade(Tick tick, String kind, @Nullable Object[] cells) {
    cells[3] = kind;
    cells[4] = tick.price();
    cells[5] = tick.size();
    cells[6] = tick.aggressor() == Aggressor.UNKNOWN ? null : tick.aggressor();
    cells[12] = tick.tradeId();
  }

  private static String level(BookUpdate.Level level) {
    return (level.side() == Side.BUY ? "BID " : "ASK ") + level.price() + " " + level.size();
  }

  /**
   * The event of a line.
   *
   * @throws IllegalArgumentException if the line is none of {@link #line}
   */
  public static MarketEvent parse(String line) {
    List<String> cells = fields(line);
    if (cells.size() == COLUMNS_1) {
      cells = new ArrayList<>(cells);
      cells.add("");
      cells.add("");
    }
    if (cells.size() != COLUMNS) {
      throw new IllegalArgumentException(
          "%d columns wanted, has %d".formatted(COLUMNS, cells.size()));
    }
    Origin origin =
        new Origin(Long.parseLong(cells.get(0)), new EventTime(Long.parseLong(cells.get(1))));
    Symbol symbol = new Symbol(cells.get(2));
    return switch (cells.get(3)) {
      case TRADE -> trade(origin, symbol, cells);
      case MISSED -> new MissedTick(trade(origin, symbol, cells));
      case QUOTE ->
          new Quote(
              origin,
              symbol,
              Price.of(cells.get(7)),
              size(cells.get(8)),
              Price.of(cells.get(9)),
              size(cells.get(10)));
      case HEARTBEAT -> new Heartbeat(origin, symbol);
      case SNAPSHOT -> new BookUpdate(origin, symbol, true, levels(cells.get(11)));
      case UPDATE -> new BookUpdate(origin, symbol, false, levels(cells.get(11)));
      case INVALID -> BookUpdate.invalid(origin, symbol, Invalidity.valueOf(cells.get(13)));
      case CANDLE -> candle(origin, symbol, cells);
      case GAP -> new FeedGap(origin, symbol, FeedGap.Reason.valueOf(cells.get(13)));
      default -> throw new IllegalArgumentException("unknown kind '" + cells.get(3) + "'");
    };
  }

  private static Tick trade(Origin origin, Symbol symbol, List<String> cells) {
    return new Tick(
        origin,
        symbol,
        Price.of(cells.get(4)),
        Quantity.of(cells.get(5)),
        cells.get(6).isEmpty() ? Aggressor.UNKNOWN : Aggressor.valueOf(cells.get(6)),
        cells.get(12).isEmpty() ? null : Long.valueOf(cells.get(12)));
  }

  private static MissedCandle candle(Origin origin, Symbol symbol, List<String> cells) {
    String[] prices = cells.get(11).split(";", -1);
    if (prices.length != 4) {
      throw new IllegalArgumentException("no four prices: '" + cells.get(11) + "'");
    }
    return new MissedCandle(
        origin,
        symbol,
        Price.of(prices[0]),
        Price.of(prices[1]),
        Price.of(prices[2]),
        Price.of(prices[3]),
        Quantity.of(cells.get(5)));
  }

  private static List<String> fields(String line) {
    if (line.indexOf('"') >= 0) {
      List<String> quoted = Csv.fields(line);
      if (quoted == null) {
        throw new IllegalArgumentException("ends within quotes");
      }
      return quoted;
    }
    return Arrays.asList(line.split(",", -1));
  }

  private static @Nullable Quantity size(String cell) {
    return cell.isEmpty() ? null : Quantity.of(cell);
  }

  private static List<BookUpdate.Level> levels(String cell) {
    List<BookUpdate.Level> levels = new ArrayList<>();
    for (String level : cell.isEmpty() ? new String[0] : cell.split(";", -1)) {
      String[] parts = level.split(" ", -1);
      if (parts.length != 3 || !(parts[0].equals("BID") || parts[0].equals("ASK"))) {
        throw new IllegalArgumentException("no book level: '" + level + "'");
      }
      levels.add(
          new BookUpdate.Level(
              parts[0].equals("BID") ? Side.BUY : Side.SELL,
              Price.of(parts[1]),
              Quantity.of(parts[2])));
    }
    return levels;
  }
}
