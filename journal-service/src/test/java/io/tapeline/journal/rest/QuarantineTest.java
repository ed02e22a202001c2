package io.tapeline.journal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.journal.JournalUnderTest;
import io.tapeline.journal.JournalUnderTest.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What could not be used: shown whole, and records put back, as far as the outbox. */
class QuarantineTest {

  private static final String REPLAYS = "/api/v1/replays";
  private static final Quarantined RECORD =
      new Quarantined(
          "signals-3",
          41,
          "UNREADABLE",
          "Signal: malformed bytes",
          "/wAB",
          new Quarantined.Envelope(
              "ma\u0000in",
              List.of(
                  new Quarantined.Header("seq", "AAAAAAAAAAc="),
                  new Quarantined.Header("seq", ""),
                  new Quarantined.Header("odd", null))));
  private static final Quarantined LINE =
      new Quarantined("odd name%.csv", 17, "PRICE_NOT_POSITIVE", "price is -1", "1,BTCUSDT,-1");

  private JournalUnderTest journal;

  @BeforeEach
  void emptyBooks() {
    journal = JournalUnderTest.withEmptyBooks();
    journal.write(RECORD, LINE);
  }

  private static String replay(Quarantined input) {
    return "{\"id\":\"" + input.id() + "\",\"who\":\"ada\"}";
  }

  private long waiting() {
    Long rows = journal.jdbc().queryForObject("SELECT count(*) FROM outbox", Long.class);
    return rows == null ? -1 : rows;
  }

  @Test
  void oneInputIsShownWholeWithWhatItCameIn() {
    JsonNode row = journal.get("/api/v1/quarantine/signals-3@41/UNREADABLE").json();

    assertThat(row.path("original").asString()).isEqualTo("/wAB");
    assertThat(row.path("record").asBoolean()).isTrue();
    assertThat(row.path("key").asString()).isEqualTo("ma\u0000in");
    assertThat(row.path("headers").size()).isEqualTo(3);
    assertThat(row.at("/headers/0/value").asString()).isEqualTo("AAAAAAAAAAc=");
    assertThat(row.path("replayedAt").isNull()).isTrue();
  }

  @Test
  void aLineOfATapeIsFoundByItsNameHoweverOdd() {
    JsonNode row = journal.get("/api/v1/quarantine/odd%20name%25.csv@17/PRICE_NOT_POSITIVE").json();

    assertThat(row.path("original").asString()).isEqualTo("1,BTCUSDT,-1");
    assertThat(row.path("record").asBoolean(true)).isFalse();
    assertThat(journal.get("/api/v1/quarantine/x@1/Y").detail())
        .isEqualTo("There is nothing called 'x@1/Y' in quarantine.");
  }

  @Test
  void aRecordGoesBackWithoutItsPlaceAndIsMarked() {
    Answer answer = journal.post(REPLAYS, replay(RECORD), null);

    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    assertThat(answer.location()).isEqualTo("/api/v1/quarantine/signals-3@41/UNREADABLE");
    assertThat(answer.json().path("replayedBy").asString()).isEqualTo("ada");
    assertThat(answer.json().path("replayedAt").asLong()).isPositive();
    assertThat(
            journal
                .jdbc()
                .queryForMap("SELECT topic, partition, key, value, headers::text AS h FROM outbox"))
        .containsEntry("topic", "signals")
        .containsEntry("partition", 3)
        .containsEntry("key", "ma\u0000in".getBytes(StandardCharsets.UTF_8))
        .containsEntry("value", new byte[] {-1, 0, 1})
        // Its number was that of its first place; put back under it, it would count as processed.
        .containsEntry("h", "[{\"name\": \"odd\", \"value\": null}]");
  }

  @Test
  void aRecordGoesBackOnce() {
    Answer first = journal.post(REPLAYS, replay(RECORD), "k");

    assertThat(journal.post(REPLAYS, replay(RECORD), "k")).isEqualTo(first);
    Answer again = journal.post(REPLAYS, replay(RECORD), null);

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.detail()).startsWith("'signals-3@41/UNREADABLE' was put back before");
    assertThat(waiting()).isEqualTo(1);
  }

  @Test
  void aLineOfATapeCannotGoBack() {
    Answer answer = journal.post(REPLAYS, replay(LINE), null);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.detail())
        .isEqualTo(
            "Line 17 of tape 'odd name%.csv' cannot be put back: mend the tape and play it again.");
    assertThat(waiting()).isZero();
  }

  @Test
  void aRecordPutAsideBeforeItsEnvelopeWasKeptGoesBackToItsPartition() {
    journal.write(new Quarantined("fills-1", 5, "UNREADABLE", "", "/wAB"));

    Answer answer = journal.post(REPLAYS, "{\"id\":\"fills-1@5/UNREADABLE\"}", null);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(journal.jdbc().queryForMap("SELECT topic, partition, key FROM outbox"))
        .containsEntry("topic", "fills")
        .containsEntry("partition", 1)
        .containsEntry("key", null);
  }

  @Test
  void aRecordWithoutKeyCannotGoBackToACompactedTopic() {
    journal.write(new Quarantined("plans-1", 7, "UNREADABLE", "", "/wAB"));

    Answer answer = journal.post(REPLAYS, "{\"id\":\"plans-1@7/UNREADABLE\"}", null);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.detail())
        .isEqualTo(
            "'plans-1@7/UNREADABLE' has no key, and topic 'plans' takes no record without one.");
    assertThat(waiting()).isZero();
  }

  @Test
  void aRecordWithoutValueCannotGoBack() {
    journal.write(
        new Quarantined(
            "plans-1", 6, "UNREADABLE", "", "", new Quarantined.Envelope("p", List.of())));

    Answer answer = journal.post(REPLAYS, "{\"id\":\"plans-1@6/UNREADABLE\"}", null);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.detail())
        .isEqualTo("'plans-1@6/UNREADABLE' has no value that could be put back.");
  }

  @Test
  void aTapeNamedLikeAPartitionIsStillATape() {
    journal.write(new Quarantined("signals-0", 2, "BAD_ROW", "", "1,BTCUSDT,-1"));

    assertThat(journal.post(REPLAYS, "{\"id\":\"signals-0@2/BAD_ROW\"}", null).detail())
        .startsWith("Line 2 of tape 'signals-0' cannot be put back");
  }
}
