package io.tapeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TapelineTest {

  @Test
  void versionIsThatOfTheBuild() {
    Run run = Run.of("--version");

    assertThat(run.status()).isZero();
    assertThat(run.out()).matches("tapeline \\d+\\.\\d+\\.\\d+\\R");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void helpNamesTheCommands() {
    Run run = Run.of("--help");

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("candles", "quotes", "indicator", "tape");
    assertThat(Run.of("candles", "--help").out()).contains("--tape", "--timeframe", "--price");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                  | no command given
          fly                                 | fly
          tape                                | no command given
          candles --timeframe 1m              | --tape
          candles --tape a.csv                | --timeframe
          candles --tape a.csv --timeframe 2m | unknown timeframe '2m': choose one of 1s, 1m, 5m, 15m, 1h
          candles --tape a.csv --timeframe 1m --price best | unknown price 'best': choose one of trade, bid, ask, mid
          quotes --tape a.csv --loud          | --loud
          indicator                           | no indicator named; --list names all
          indicator macd --candles a.csv      | unknown indicator 'macd': choose one of tr, atr, atr1,
          indicator atr                       | atr is made of candles or any tape: give either --candles or --tape
          indicator atr --candles a --tape b  | give either --candles or --tape
          indicator atr --candles a --set m=1 | atr has no parameter 'm': choose n
          indicator atr --candles a --set n=0 | n is '0': it must be a whole number from 1 to 100000
          indicator atr --candles a --set n   | --set
          indicator ofi --candles a.csv       | ofi needs a quotes or book tape: give it with --tape
          indicator atr --candles no-such.csv | no-such.csv: no such file
          indicator atr --candles a --timeframe 5m | --timeframe is for tapes
          tape check                          | FILE
          quotes --tape no-such-file.csv      | no-such-file.csv: no such file
          crash-test --kills 0                | --kills 0: give a number from 1 to 100000
          crash-test --kills many             | --kills
          crash-test --seed x                 | --seed
          crash-test --tape no-such-file.csv  | no-such-file.csv: no such file
          crash-test --report no/such/file    | --report no/such/file: name a file in a folder that is there
          crash-test --set tapeline.burst.x=1 | tapeline.burst.x
          up --feed nyse                      | choose sim, tape, kraken, binance, alpaca, ticks or xchange
          up --feed binance                   | --feed binance needs at least one --symbol, as the venue names it: BTCUSDT
          up --feed alpaca --symbol AAPL      | set TAPELINE_ALPACA_KEY_ID in the environment
          up --feed xchange --symbol BTC/USD  | --set tapeline.xchange.exchange=
          up --set tapeline.alpaca.secret=hush | --set tapeline.alpaca.secret: a secret is given in the environment, as TAPELINE_ALPACA_SECRET
          up --set tapeline.assistant.enabled=1 | tapeline.assistant.enabled is '1': it must be true or false
          up --set tapeline.alpaca.feed=all   | tapeline.alpaca.feed is 'all': it must be iex or sip
          """)
  void wrongUsageIsOneLineAndStatusTwo(String args, String message) {
    Run run = Run.of((Object[]) (args.isEmpty() ? new String[0] : args.split(" ")));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errors()).singleElement().asString().startsWith("tapeline: ").contains(message);
  }
}
