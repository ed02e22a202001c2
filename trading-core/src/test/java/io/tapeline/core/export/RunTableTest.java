package io.tapeline.core.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.Execution;
import io.tapeline.core.order.Fill;
import io.tapeline.core.order.Intent;
import io.tapeline.core.order.Liquidity;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.order.OrderStatus;
import io.tapeline.core.order.OrderType;
import io.tapeline.core.position.ExitReason;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunTableTest {

  private static final SignalId SIGNAL = new SignalId("S-burst-BTC-7");
  private static final OrderId ENTRY = new OrderId("O-burst-BTC-7-in");
  private static final OrderId EXIT = new OrderId("O-burst-BTC-7-out1");
  private static final AccountId ACCOUNT = new AccountId("main");
  private static final StrategyId BURST = new StrategyId("burst");
  private static final Symbol BTC = new Symbol("BTC");

  private static Origin at(long seq) {
    return new Origin(seq, new EventTime(seq * 1000));
  }

  private static Signal signal() {
    ExitPlan plan =
        new ExitPlan(
            BigDecimal.ONE, BigDecimal.ONE, Duration.ofSeconds(8), 2, new BigDecimal("0.1"));
    return new Signal(
        SIGNAL,
        ACCOUNT,
        BURST,
        BTC,
        Side.BUY,
        at(7),
        Price.of("100.10"),
        Quantity.of("0.500"),
        Price.of("99"),
        Price.of("102.0"),
        plan,
        0.5,
        Map.of("MOVE", "0.001, at least 0.0005"));
  }

  private static OrderEvent step() {
    return new OrderEvent(
        EXIT,
        1,
        OrderStatus.ACCEPTED,
        ACCOUNT,
        BURST,
        BTC,
        SIGNAL,
        ENTRY,
        Intent.CLOSE,
        Side.SELL,
        OrderType.MARKET,
        Quantity.of("0.5"),
        Quantity.ZERO,
        null,
        ExitReason.TP,
        null,
        Price.of("102"),
        new EventTime(20_000),
        at(20),
        "");
  }

  private static Fill fill() {
    Execution execution =
        new Execution(
            "P22",
            Quantity.of("0.5"),
            Price.of("101.9"),
            Money.of("0.010"),
            Liquidity.TAKER,
            Price.of("102"),
            new BigDecimal("5.50"));
    return new Fill(
        EXIT, ENTRY, SIGNAL, ACCOUNT, BURST, BTC, Intent.CLOSE, Side.SELL, execution, at(22));
  }

  @Test
  void eachEventHasOneLineInItsTable() {
    assertThat(RunTable.of(signal())).isEqualTo(RunTable.SIGNALS);
    assertThat(RunTable.line(signal(), null))
        .isEqualTo(
            "S-burst-BTC-7,7000,7,main,burst,BTC,BUY,100.1,0.5,99,102,0.5,"
                + "\"MOVE=0.001, at least 0.0005\"");
    assertThat(RunTable.of(step())).isEqualTo(RunTable.ORDERS);
    assertThat(RunTable.line(step(), null))
        .isEqualTo(
            "O-burst-BTC-7-out1/1,20000,20,O-burst-BTC-7-out1,1,ACCEPTED,O-burst-BTC-7-in,"
                + "S-burst-BTC-7,main,burst,BTC,CLOSE,SELL,MARKET,0.5,0,102,20000,TP,");
    assertThat(RunTable.of(fill())).isEqualTo(RunTable.FILLS);
    String filled =
        "O-burst-BTC-7-out1/P22,22000,22,O-burst-BTC-7-out1,O-burst-BTC-7-in,S-burst-BTC-7,main,"
            + "burst,BTC,CLOSE,SELL,0.5,101.9,0.01,TAKER,102,5.5,";
    assertThat(RunTable.line(fill(), null)).isEqualTo(filled);
    assertThat(RunTable.line(fill(), 812L)).isEqualTo(filled + "812");
  }

  @Test
  void everyLineHasACellForEachColumn() throws IOException {
    for (String line : List.of(RunTable.line(signal(), null), RunTable.line(fill(), 1L))) {
      RunTable table = line.startsWith("S") ? RunTable.SIGNALS : RunTable.FILLS;
      assertThat(read(line)).hasSameSizeAs(read(table.header()));
    }
    assertThat(read(RunTable.line(step(), null))).hasSameSizeAs(read(RunTable.ORDERS.header()));
  }

  private static @Nullable List<String> read(String text) throws IOException {
    return Csv.read(new BufferedReader(new StringReader(text)));
  }

  @Test
  void quotedCellsComeBackAsTheyWere() throws IOException {
    List<String> cells = List.of("a", "b,c", "say \"no\"", "two\nlines", "");

    assertThat(read(Csv.line(cells))).isEqualTo(cells);
    assertThat(read("\n")).isEqualTo(List.of(""));
    assertThat(read("")).isNull();
    assertThatThrownBy(() -> read("a,\"b"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ends within quotes");
  }

  @Test
  void runsAreOfOneLineIfSettingsStrategiesAndFeedAreTheSame() {
    RunInfo info =
        new RunInfo(
            RunInfo.Mode.FREE,
            "sim",
            RunInfo.simSource(1, 0),
            List.of(),
            List.of("burst"),
            Map.of("b", "2", "a", "1"),
            "1",
            "TRADE",
            false,
            1,
            0);

    assertThat(info.isSameLine(info.withMode(RunInfo.Mode.LOCKSTEP).withEvents(5, 9))).isTrue();
    assertThat(info.isSameLine(info.withSource(RunInfo.simSource(2, 0)))).isFalse();
    RunInfo other =
        new RunInfo(
            RunInfo.Mode.FREE,
            "sim",
            info.source(),
            List.of(),
            List.of("burst"),
            Map.of("a", "1"),
            "1",
            "TRADE",
            false,
            1,
            0);
    assertThat(info.isSameLine(other)).isFalse();
    assertThat(info.settingsHash()).hasSize(10).isNotEqualTo(other.settingsHash());
  }
}
