package io.tapeline.marketdata.tickserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.sim.SimulatedInstrument;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WalkedInstrumentsTest {

  @ParameterizedTest
  @CsvSource({
    "AAPL, AAPL, 150.25, 0.01, 1",
    "AAPL=200, AAPL, 200, 0.01, 1",
    "BTCUSDT, BTCUSDT, 60000.0, 0.1, 0.001",
    "SHIBUSDT, SHIBUSDT, 0.000020000, 0.000000001, 1",
    "MSFT, MSFT, 100.00, 0.01, 1",
    "MSFT=410, MSFT, 410, 0.01, 1",
    "' TINY = 0.01234 ', TINY, 0.01234, 0.00001, 1"
  })
  void stepsAreThoseOfTheInstrument(
      String text, String symbol, String start, String tickSize, String lotStep) {
    SimulatedInstrument instrument = WalkedInstruments.of(List.of(text)).getFirst();

    assertThat(instrument.symbol().value()).isEqualTo(symbol);
    assertThat(instrument.startPrice()).hasToString(start);
    assertThat(instrument.tickSize()).isEqualByComparingTo(tickSize);
    assertThat(instrument.lotStep()).isEqualByComparingTo(lotStep);
  }

  @Test
  void everyInstrumentWithAStartOfItsOwnCanWalk() {
    List<String> all =
        List.of(
            "AAPL",
            "XAUUSD",
            "EURUSD",
            "BTCUSDT",
            "BTCUSD",
            "BTCEUR",
            "ETHUSDT",
            "XRPETH",
            "TRXUSDT",
            "DOGEUSDT",
            "SHIBUSDT",
            "HOTUSDT");

    assertThat(WalkedInstruments.of(all))
        .extracting(instrument -> instrument.symbol().value())
        .isEqualTo(all);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ""           | '' names no symbol
          =5           | '=5' names no symbol
          MSFT=        | 'MSFT=': the start price must be a decimal number above zero
          MSFT=-1      | 'MSFT=-1': the start price must be a decimal number above zero
          AAPL=150.255 | AAPL: startPrice must be a whole number of steps of 0.01, is 150.255
          MSFT=0.5     | MSFT: startPrice must be at least 100 ticks, is 50
          """)
  void whatCannotWalkIsRefused(String text, String message) {
    assertThatThrownBy(() -> WalkedInstruments.of(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
