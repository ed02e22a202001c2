package io.tapeline.core.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.book.SequenceGuard.Outcome;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.BookUpdate.Level;
import io.tapeline.core.market.Invalidity;
import io.tapeline.core.money.Side;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Scripts of what arrives, with the outcome of each step. {@code S 100} is a snapshot with
 * lastUpdateId 100, {@code 95-99} a spot change with U 95 and u 99, {@code 90<95-99} a futures
 * change with pu 90. A change adds a bid at the price u, so the bids tell which were applied.
 */
class SequenceGuardTest {

  private final OrderBook book = new OrderBook();
  private final SequenceGuard guard = new SequenceGuard(book);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
  changes follow one by one            | S 100, 101-101, 102-105, 106-106     | APPLIED APPLIED APPLIED APPLIED  | VALID   | 106 105 101
  the first may overlap the snapshot   | S 100, 95-103, 104-104               | APPLIED APPLIED APPLIED          | VALID   | 104 103
  the first may end one after it       | S 100, 90-101                        | APPLIED APPLIED                  | VALID   | 101
  the first may start right after it   | S 100, 101-102                       | APPLIED APPLIED                  | VALID   | 102
  the first must not start later       | S 100, 102-103                       | APPLIED GAP                      | INVALID |
  stale ones after a snapshot are left | S 100, 95-99, 100-100, 101-101       | APPLIED STALE STALE APPLIED      | VALID   | 101
  held ones are replayed               | 99-100, 101-102, 103-103, S 100      | HELD HELD HELD APPLIED           | VALID   | 103 102
  held ones may all be stale           | 97-98, 99-100, S 105, 101-105, 106-106 | HELD HELD APPLIED STALE APPLIED | VALID  | 106
  held too late for the snapshot       | 103-104, S 100                       | HELD GAP                         | INVALID |
  held with a hole                     | 101-102, 104-105, S 100              | HELD HELD GAP                    | INVALID |
  newer snapshot skips the hole        | 101-102, 104-105, S 100, S 103       | HELD HELD GAP APPLIED            | VALID   | 105
  after the first no overlap           | S 100, 101-103, 103-104              | APPLIED APPLIED GAP              | INVALID |
  a gap                                | S 100, 101-101, 103-103              | APPLIED APPLIED GAP              | INVALID |
  nothing is applied after a gap       | S 100, 102-102, 103-103              | APPLIED GAP HELD                 | INVALID |
  second snapshot heals                | S 100, 102-102, 103-103, S 101       | APPLIED GAP HELD APPLIED         | VALID   | 103 102
  second snapshot, one change in it    | S 100, 102-102, 103-103, S 102       | APPLIED GAP HELD APPLIED         | VALID   | 103
  second snapshot still too old        | S 100, 103-103, S 101, S 102         | APPLIED GAP GAP APPLIED          | VALID   | 103
  healed book goes on                  | S 100, 102-103, S 103, 104-104       | APPLIED GAP APPLIED APPLIED      | VALID   | 104
  duplicates are left out              | S 100, 101-102, 101-102, 103-103     | APPLIED APPLIED STALE APPLIED    | VALID   | 103 102
  duplicates held are left out         | 101-102, 101-102, 103-103, S 100     | HELD HELD HELD APPLIED           | VALID   | 103 102
  older ones come late                 | S 100, 101-105, 99-100, 106-106      | APPLIED APPLIED STALE APPLIED    | VALID   | 106 105
  newer snapshot in between            | S 100, 101-101, S 104, 102-103, 104-106 | APPLIED APPLIED APPLIED STALE APPLIED | VALID | 106
  older snapshot in between            | S 100, 101-103, S 102, 104-104       | APPLIED APPLIED STALE APPLIED    | VALID   | 104 103
  """)
  void spot(String claim, String script, String outcomes, String state, @Nullable String applied) {
    check(script, outcomes, state, applied);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
  changes name the one before          | S 100, 90<95-103, 103<108-110, 110<120-120 | APPLIED APPLIED APPLIED APPLIED | VALID | 120 110 103
  the first may end at the snapshot    | S 100, 90<95-100, 100<104-110        | APPLIED APPLIED APPLIED          | VALID   | 110 100
  the first may start at the snapshot  | S 100, 95<100-103                    | APPLIED APPLIED                  | VALID   | 103
  the first may name the snapshot      | S 100, 100<104-110                   | APPLIED APPLIED                  | VALID   | 110
  the first must not start later       | S 100, 101<104-110                   | APPLIED GAP                      | INVALID |
  stale ones after a snapshot are left | S 100, 80<85-90, 90<95-99, 99<100-103 | APPLIED STALE STALE APPLIED     | VALID   | 103
  held ones are replayed               | 80<85-90, 90<95-103, 103<108-110, S 100 | HELD HELD HELD APPLIED        | VALID   | 110 103
  held too late for the snapshot       | 103<108-110, S 100                   | HELD GAP                         | INVALID |
  a gap, though numbers are close      | S 100, 90<95-103, 104<105-110        | APPLIED APPLIED GAP              | INVALID |
  no gap, though numbers are apart     | S 100, 90<95-103, 103<5000-5001      | APPLIED APPLIED APPLIED          | VALID   | 5001 103
  second snapshot heals                | S 100, 95<98-103, 110<112-115, S 113 | APPLIED APPLIED GAP APPLIED      | VALID   | 115
  second snapshot still too old        | S 100, 95<98-103, 110<112-115, S 105, S 110 | APPLIED APPLIED GAP GAP APPLIED | VALID | 115
  duplicates are left out              | S 100, 95<98-103, 95<98-103, 103<105-106 | APPLIED APPLIED STALE APPLIED | VALID  | 106 103
  """)
  void futures(
      String claim, String script, String outcomes, String state, @Nullable String applied) {
    check(script, outcomes, state, applied);
  }

  @Test
  void gapTakesTheTopAwayAndSaysWhy() {
    play("S 100, 101-101");
    assertThat(book.top()).isNotNull();
    play("103-103");

    assertThat(book.top()).isNull();
    assertThat(book.invalidity()).isEqualTo(Invalidity.SEQUENCE_GAP);
  }

  @Test
  void lostConnectionIsHealedByASnapshotToo() {
    play("S 100, 101-101");
    book.invalidate(Invalidity.DISCONNECTED);

    assertThat(play("140-141, 142-142, S 141")).isEqualTo("HELD HELD APPLIED");
    assertThat(applied()).isEqualTo("142");
  }

  @Test
  void oldestHeldChangeGoesFirstWhenThereAreTooMany() {
    for (int i = 101; i <= 100 + SequenceGuard.HELD_AT_MOST + 1; i++) {
      assertThat(play(i + "-" + i)).isEqualTo("HELD");
    }

    assertThat(play("S 100")).isEqualTo("GAP");
    assertThat(play("S 101")).isEqualTo("APPLIED");
    assertThat(applied().split(" ", -1)).hasSize(SequenceGuard.HELD_AT_MOST);
  }

  @Test
  void changesAndSnapshotsAreToldApart() {
    BookUpdate snapshot = Books.snapshot();
    assertThatThrownBy(() -> new NumberedChange.Spot(snapshot, 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a snapshot is no change: BTCUSDT");
    assertThatThrownBy(() -> guard.onSnapshot(Books.change(), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a change is no snapshot: BTCUSDT");
  }

  @Test
  void idsAscend() {
    BookUpdate change = Books.change();
    assertThatThrownBy(() -> new NumberedChange.Spot(change, 3, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("update ids of BTCUSDT must ascend from zero or above: 3 to 2");
    assertThatThrownBy(() -> new NumberedChange.Futures(change, -1, 2, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void check(String script, String outcomes, String state, @Nullable String applied) {
    assertThat(play(script)).isEqualTo(outcomes);
    assertThat(book.state()).hasToString(state);
    assertThat(applied()).isEqualTo(applied == null ? "" : applied);
  }

  private String play(String script) {
    List<String> outcomes = new ArrayList<>();
    for (String step : script.split(", ", -1)) {
      outcomes.add(playOne(step).name());
    }
    return String.join(" ", outcomes);
  }

  private Outcome playOne(String step) {
    if (step.startsWith("S ")) {
      return guard.onSnapshot(
          Books.snapshot(Books.bid("1", "1"), Books.ask("1000000", "1")),
          Long.parseLong(step.substring(2)));
    }
    String[] ids = step.split("[<-]", -1);
    long last = Long.parseLong(ids[ids.length - 1]);
    long first = Long.parseLong(ids[ids.length - 2]);
    BookUpdate change = Books.change(Books.bid(Long.toString(last), "1"));
    return guard.onChange(
        ids.length == 2
            ? new NumberedChange.Spot(change, first, last)
            : new NumberedChange.Futures(change, first, last, Long.parseLong(ids[0])));
  }

  private String applied() {
    List<String> prices = new ArrayList<>();
    for (Level level : book.levels(Side.BUY)) {
      if (!level.price().toString().equals("1")) {
        prices.add(level.price().toString());
      }
    }
    return String.join(" ", prices);
  }
}
