package io.tapeline.backtest.diff;

import static io.tapeline.backtest.diff.MadeUpRun.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.backtest.diff.TradeDifference.Where;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs made up by hand, one difference each, and the cause that must be named. */
class RunComparisonTest {

  private static final String ON_TIME = "R-DATA=PASS(0.002 s|2 s); R-FRESH=PASS(0 s|2 s); ";
  private static final String LATE = "R-DATA=PASS(0.001 s|2 s); R-FRESH=PASS(0.04 s|2 s); ";

  private static RunDifference compare(MadeUpRun a, MadeUpRun b) {
    return RunComparison.of(a.rows(), b.rows());
  }

  private static TradeDifference only(MadeUpRun a, MadeUpRun b) {
    RunDifference difference = compare(a, b);
    assertThat(difference.trades()).hasSize(1);
    return difference.trades().getFirst();
  }

  private static MadeUpRun run() {
    return new MadeUpRun();
  }

  @Test
  void equalRunsHaveNoDifferenceHoweverTheirAmountsAreWritten() {
    MadeUpRun a = run().winner(100).signal(500, "100");
    MadeUpRun b = run().winner(100).signal(500, "100.00");

    RunDifference difference = compare(a, b);

    assertThat(difference.isEmpty()).isTrue();
    assertThat(difference.unexplained()).isEmpty();
    assertThat(difference.netDifference()).isEqualByComparingTo("0");
  }

  @Test
  void signalOfAnotherTapeIsTheTapes() {
    TradeDifference trade = only(run().winner(100), run().source("tape 2").skip(100, "NO_VOLUME"));

    assertThat(trade.where()).isEqualTo(Where.ONLY_A);
    assertThat(trade.cause())
        .isEqualTo(
            new Cause(
                CauseKind.TAPES,
                "tick",
                "signal of event #100 only in A, the other has NO_VOLUME (rule=X; value=1; limit=2);"
                    + " tapes differ: tape 1 | tape 2"));
    assertThat(trade.netDifference()).isEqualByComparingTo("-1.8");
  }

  @Test
  void signalThatOnlyOtherSettingsGiveIsTheSettings() {
    MadeUpRun a = run().set("tapeline.burst.window-s", "15").winner(100);
    MadeUpRun b = run().set("tapeline.burst.window-s", "10").set("tapeline.risk.net-edge", "off");

    assertThat(only(a, b).cause())
        .isEqualTo(
            new Cause(
                CauseKind.SETTINGS,
                "tick",
                "signal of event #100 only in A; settings differ: tapeline.burst.window-s 15 | 10"));
  }

  @Test
  void settingsThatStrategiesDoNotReadAreNoCauseOfASignal() {
    MadeUpRun a = run().set("tapeline.risk.net-edge", "on").winner(100);
    MadeUpRun b = run().set("tapeline.risk.net-edge", "off");

    RunDifference difference = compare(a, b);

    assertThat(difference.trades().getFirst().cause().kind()).isEqualTo(CauseKind.UNEXPLAINED);
    assertThat(difference.unexplained()).containsExactly("trade " + entry(100));
  }

  @Test
  void signalAfterTheEndOfARunIsNotReached() {
    TradeDifference trade = only(run().winner(100), run().events(1, 99));

    assertThat(trade.cause())
        .isEqualTo(
            new Cause(
                CauseKind.NOT_REACHED,
                "tick",
                "signal of event #100 only in A; B ended at event #99"));
  }

  @Test
  void signalWithOtherNumbersNamesThem() {
    MadeUpRun b =
        run().source("tape 2").signal(100, "101").approved(100).trade(100, 106, 126, "TP", "1");

    Cause cause = only(run().winner(100), b).cause();

    assertThat(cause.kind()).isEqualTo(CauseKind.TAPES);
    assertThat(cause.text()).startsWith("signal of event #100 differs: refPrice 100 | 101");
  }

  @Test
  void denialOnALaterQuoteIsTheLinesLatency() {
    MadeUpRun b =
        run().free().signal(100).denied(100, "NET_EDGE", "R-NET-EDGE", "0.9", ">= 1", LATE);
    MadeUpRun a =
        run()
            .signal(100)
            .approved(100, "1", ON_TIME + "R-NET-EDGE=PASS(1.2|>= 1)")
            .sent(100, 100, 100)
            .filled(100, 106, "100")
            .left(100, "TP", 120, 126, "102")
            .trade(100, 106, 126, "TP", "1.8");

    assertThat(only(a, b).cause())
        .isEqualTo(
            new Cause(
                CauseKind.STALE_QUOTE,
                "decision",
                "signal denied in B: NET_EDGE value 0.9 limit >= 1; in A value 1.2; decided at 100000"
                    + " on a quote of 98000 in A, at 140000 on a quote of 139000 in B"));
  }

  @Test
  void sameDenialBetweenRunsThatKeepTheOrderIsUnexplained() {
    MadeUpRun b = run().signal(100).denied(100, "NET_EDGE", "R-NET-EDGE", "0.9", ">= 1", LATE);

    assertThat(only(run().winner(100), b).cause().kind()).isEqualTo(CauseKind.UNEXPLAINED);
  }

  @Test
  void denialByAnotherLimitIsTheSettings() {
    MadeUpRun a = run().set("tapeline.risk.min-net-rr", "1").winner(100);
    MadeUpRun b =
        run()
            .free()
            .set("tapeline.risk.min-net-rr", "2")
            .signal(100)
            .denied(100, "NET_EDGE", "R-NET-EDGE", "1.2", ">= 2", ON_TIME);

    Cause cause = only(a, b).cause();

    assertThat(cause.kind()).isEqualTo(CauseKind.SETTINGS);
    assertThat(cause.text()).endsWith("settings differ: tapeline.risk.min-net-rr 1 | 2");
  }

  @Test
  void denialWhileAHandHeldTheAccountIsControl() {
    MadeUpRun b =
        run().signal(100).denied(100, "KILL_SWITCH", "R-KILL", "HALT by ann: lunch", "off", "");

    assertThat(only(run().winner(100), b).cause())
        .isEqualTo(
            new Cause(
                CauseKind.CONTROL,
                "decision",
                "signal denied in B: KILL_SWITCH value HALT by ann: lunch limit off"));
  }

  @Test
  void positionThatIsOpenInOneRunAloneNamesItsTrade() {
    // B filled the trade of event 50 later and was still in it on event 100.
    MadeUpRun a = run().winner(50).winner(100);
    MadeUpRun b =
        run()
            .free()
            .signal(50)
            .approved(50)
            .sent(50, 80, 50)
            .filled(50, 90, "101")
            .left(50, "TP", 104, 110, "102")
            .trade(50, 90, 110, "TP", "0.8")
            .signal(100)
            .denied(100, "POSITION_OPEN", "R-ONE-POSITION", "1", "1", ON_TIME);

    RunDifference difference = compare(a, b);

    assertThat(difference.trades())
        .extracting(TradeDifference::id)
        .containsExactly(entry(50), entry(100));
    assertThat(difference.trades().getFirst().cause().kind()).isEqualTo(CauseKind.LATER_FILL);
    assertThat(difference.trades().getLast().cause())
        .isEqualTo(
            new Cause(
                CauseKind.EARLIER_TRADE,
                "decision",
                "signal denied in B: POSITION_OPEN value 1 limit 1; because of trade "
                    + entry(50)));
    assertThat(difference.summary())
        .isEqualTo(
            Map.of(
                CauseKind.LATER_FILL, new RunDifference.Share(1, new BigDecimal("-1.0")),
                CauseKind.EARLIER_TRADE, new RunDifference.Share(1, new BigDecimal("-1.8"))));
    assertThat(difference.netDifference()).isEqualByComparingTo("-2.8");
  }

  @Test
  void endOfAPositionThatOneDeskHadNotHeardOfIsALaterReport() {
    // Event 76 ends the position of 50 in both runs, before the signal of 77.
    MadeUpRun a = run().winner(10).winner(50).winner(77);
    MadeUpRun b =
        run()
            .free()
            .winner(10)
            .winner(50)
            .signal(77)
            .denied(77, "POSITION_OPEN", "R-ONE-POSITION", "1", "1", ON_TIME);

    assertThat(only(a, b).cause())
        .isEqualTo(
            new Cause(
                CauseKind.LATER_REPORT,
                "decision",
                "signal denied in B: POSITION_OPEN value 1 limit 1; the desk in B had not heard of the"
                    + " end of %s (event #76), the one in A had (#76)".formatted(entry(50))));
  }

  @Test
  void skipAfterALossThatOnlyOneRunMadeNamesTheTrade() {
    MadeUpRun a = run().winner(50).winner(100);
    MadeUpRun b =
        run()
            .free()
            .signal(50)
            .approved(50)
            .sent(50, 60, 50)
            .filled(50, 61, "103")
            .left(50, "TP", 70, 76, "102")
            .trade(50, 61, 76, "TP", "-1.2")
            .signal(100)
            .denied(100, "LOSS_COOLDOWN", "R-LOSS-SKIP", "1 to skip", "0", ON_TIME);

    Cause cause = compare(a, b).trades().getLast().cause();

    assertThat(cause.kind()).isEqualTo(CauseKind.EARLIER_TRADE);
    assertThat(cause.text()).endsWith("because of trade " + entry(50));
  }

  @Test
  void skipThatAnEarlierSignalUsedUpNamesThatSignal() {
    MadeUpRun a =
        run()
            .signal(80)
            .denied(80, "LOSS_COOLDOWN", "R-LOSS-SKIP", "1 to skip", "0", ON_TIME)
            .winner(100);
    MadeUpRun b =
        run()
            .free()
            .signal(80)
            .denied(80, "SIGNAL_STALE", "R-FRESH", "3 s", "2 s", "R-DATA=PASS(0 s|2 s); ")
            .signal(100)
            .denied(100, "LOSS_COOLDOWN", "R-LOSS-SKIP", "1 to skip", "0", ON_TIME);

    assertThat(only(a, b).cause())
        .isEqualTo(
            new Cause(
                CauseKind.EARLIER_VERDICT,
                "decision",
                "signal denied in B: LOSS_COOLDOWN value 1 to skip limit 0; because signal"
                    + " S-burst-BTC-80 was answered LOSS_COOLDOWN in A, SIGNAL_STALE in B"));
  }

  @Test
  void otherSizeNamesTheTradeThatMadeTheAccountAnother() {
    MadeUpRun a = run().winner(50).winner(100);
    MadeUpRun b =
        run()
            .free()
            .signal(50)
            .approved(50)
            .sent(50, 60, 50)
            .filled(50, 61, "101")
            .left(50, "TP", 70, 76, "102")
            .trade(50, 61, 76, "TP", "0.8")
            .signal(100)
            .approved(100, "0.5", ON_TIME)
            .trade(100, 106, 126, "TP", "0.9");

    assertThat(compare(a, b).trades().getLast().cause())
        .isEqualTo(
            new Cause(
                CauseKind.EARLIER_TRADE,
                "approval",
                "position size differs: 1 | 0.5; because of trade " + entry(50)));
  }

  @Test
  void fillThatTheOrderCameTooLateForIsALaterFill() {
    // A fills on event 106. In B execution knew of the order on event 110 only.
    MadeUpRun b =
        run()
            .free()
            .signal(100)
            .approved(100)
            .sent(100, 110, 100)
            .filled(100, 111, "100.5", "0.1", "8200")
            .left(100, "TP", 120, 126, "102")
            .trade(100, 111, 126, "TP", "1.3");

    TradeDifference trade = only(run().winner(100), b);

    assertThat(trade.cause())
        .isEqualTo(
            new Cause(
                CauseKind.LATER_FILL,
                "fill",
                "filled on event #106 (ts 106000) in A, filled on event #111 (ts 111000) in B, 5000 µs"
                    + " later in B; known to execution on event #100 in A, #110 in B; latency of the"
                    + " line 8200 µs in B"));
    assertThat(trade.fields())
        .containsExactly(
            new FieldDifference("entryTs", "106000", "111000"),
            new FieldDifference("net", "1.8", "1.3"));
    assertThat(trade.netDifference()).isEqualByComparingTo("-0.5");
  }

  @Test
  void fillThatALaterDecisionWasOnItsWayDuringIsALaterFill() {
    // Five milliseconds to the venue: decided at 104, the order is there at 109, not at 106.
    MadeUpRun b =
        run()
            .free()
            .signal(100)
            .approved(100, "1", LATE)
            .sent(100, 104, 104)
            .filled(100, 110, "100.5")
            .left(100, "TP", 120, 126, "102")
            .trade(100, 110, 126, "TP", "1.3");

    Cause cause = only(run().winner(100), b).cause();

    assertThat(cause.kind()).isEqualTo(CauseKind.LATER_FILL);
    assertThat(cause.text()).contains("decided at 100000 in A, at 104000 in B");
  }

  @Test
  void fillThatTheOrderWasThereForIsUnexplained() {
    // Known on event 103 and decided alike: B could have met event 106, and did not.
    MadeUpRun b =
        run()
            .free()
            .signal(100)
            .approved(100)
            .sent(100, 103, 100)
            .filled(100, 111, "100.5")
            .left(100, "TP", 120, 126, "102")
            .trade(100, 111, 126, "TP", "1.3");

    assertThat(only(run().winner(100), b).cause().kind()).isEqualTo(CauseKind.UNEXPLAINED);
  }

  @Test
  void orderThatExpiredBecauseItCameTooLateIsALaterFill() {
    MadeUpRun b = run().free().signal(100).approved(100).sent(100, 130, 100).expired(100, 131, 100);

    TradeDifference trade = only(run().winner(100), b);

    assertThat(trade.where()).isEqualTo(Where.ONLY_A);
    assertThat(trade.cause().kind()).isEqualTo(CauseKind.LATER_FILL);
    assertThat(trade.cause().text()).contains("expired on event #131 (ts 131000) in B");
  }

  @Test
  void sameOrderFilledAtAnotherPriceIsTheVenuesSettings() {
    MadeUpRun a = run().set("tapeline.fees.taker", "0.001").winner(100);
    MadeUpRun b =
        run()
            .set("tapeline.fees.taker", "0.002")
            .signal(100)
            .approved(100)
            .sent(100, 100, 100)
            .filled(100, 106, "100", "0.2", "")
            .left(100, "TP", 120, 126, "102")
            .trade(100, 106, 126, "TP", "1.7");

    assertThat(only(a, b).cause())
        .isEqualTo(
            new Cause(
                CauseKind.SETTINGS,
                "fill",
                "fill on event #106: fee 0.1 | 0.2; settings differ: tapeline.fees.taker 0.001 |"
                    + " 0.002"));
  }

  @Test
  void sameEntryLeftOnAnotherEventNamesBothEventsAndReasons() {
    MadeUpRun a = run().set("tapeline.burst.time-stop-s", "8").winner(100);
    MadeUpRun b =
        run()
            .set("tapeline.burst.time-stop-s", "1")
            .signal(100)
            .approved(100)
            .sent(100, 100, 100)
            .filled(100, 106, "100")
            .left(100, "TIME", 115, 121, "101")
            .trade(100, 106, 121, "TIME", "0.8");

    assertThat(only(a, b).cause())
        .isEqualTo(
            new Cause(
                CauseKind.SETTINGS,
                "exit",
                "exit decided on event #120 (TP, ACCEPTED) in A, event #115 (TIME, ACCEPTED) in B;"
                    + " settings differ: tapeline.burst.time-stop-s 8 | 1"));
  }

  @Test
  void positionStillOpenWhenOneRunEndedIsNotReached() {
    MadeUpRun b =
        run().events(1, 110).signal(100).approved(100).sent(100, 100, 100).filled(100, 106, "100");

    assertThat(only(run().winner(100), b).cause())
        .isEqualTo(
            new Cause(
                CauseKind.NOT_REACHED,
                "exit",
                "exit decided on event #120 (TP, ACCEPTED) in A, no event in B; B ended at event"
                    + " #110"));
  }

  @Test
  void flattenedPositionIsControl() {
    MadeUpRun b =
        run()
            .signal(100)
            .approved(100)
            .sent(100, 100, 100)
            .filled(100, 106, "100")
            .left(100, "KILL", 112, 118, "101")
            .trade(100, 106, 118, "KILL", "0.8");

    assertThat(only(run().winner(100), b).cause().kind()).isEqualTo(CauseKind.CONTROL);
  }

  @Test
  void differenceWithoutAnyCauseIsCarriedOverWhereARunBeginsLater() {
    MadeUpRun b =
        run()
            .events(90, 10_000)
            .signal(100)
            .denied(100, "LOSS_COOLDOWN", "R-LOSS-SKIP", "1 to skip", "0", ON_TIME);

    assertThat(only(run().winner(100), b).cause().kind()).isEqualTo(CauseKind.CARRIED_OVER);
  }

  @Test
  void rowsOfRunsThatShouldBeEqualAreNamedEvenIfEveryTradeIsTheSame() {
    RunDifference difference =
        compare(run().winner(100).skip(7, "NO_VOLUME"), run().winner(100).skip(8, "NO_VOLUME"));

    assertThat(difference.trades()).isEmpty();
    assertThat(difference.isEmpty()).isFalse();
    assertThat(difference.unexplained())
        .containsExactlyInAnyOrder(
            "decisions D-signal-burst-BTC-7", "decisions D-signal-burst-BTC-8");
  }

  @Test
  void laterOrdersOfAFreeRunNeedNoExplanationWhileEveryTradeIsTheSame() {
    MadeUpRun b =
        run()
            .free()
            .signal(100)
            .approved(100)
            .sent(100, 104, 100)
            .filled(100, 106, "100")
            .left(100, "TP", 120, 126, "102")
            .trade(100, 106, 126, "TP", "1.8");

    RunDifference difference = compare(run().winner(100), b);

    assertThat(difference.trades()).isEmpty();
    assertThat(difference.rows().get("orders")).isEqualTo(List.of(entry(100) + "/1"));
    assertThat(difference.unexplained()).isEmpty();
  }

  @Test
  void firstRowOfAnIdCounts() {
    MadeUpRun twice = run().winner(100).trade(100, 1, 2, "SL", "-5");

    assertThat(compare(run().winner(100), twice).isEmpty()).isTrue();
  }
}
