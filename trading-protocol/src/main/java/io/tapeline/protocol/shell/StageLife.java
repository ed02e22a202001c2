package io.tapeline.protocol.shell;

import io.tapeline.core.market.LineDelay;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.stage.Event;
import io.tapeline.core.stage.Stage;
import io.tapeline.protocol.Headers;
import io.tapeline.protocol.Hop;
import io.tapeline.protocol.Stamps;
import io.tapeline.protocol.Topic;
import io.tapeline.protocol.Topics;
import io.tapeline.protocol.codec.WireException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A stage from its rebuilding to the loss of its units or the end of its instance: the recovery
 * rule, the same for every stage.
 *
 * <p>The units are claimed and what was published for them is read back ({@link Takeover}). Then
 * the inputs are read from the beginning of what is kept, all in one order, and on each input what
 * was published on it is applied instead of deciding again. Inputs before the stored progress are
 * thereby done. Inputs after it may have been answered in part before: the stage is asked again and
 * what is missing is published. Progress is stored after everything published is acknowledged by
 * all replicas. So an instance may be killed, paused or cut off at any moment: nothing is lost and
 * nothing counts twice.
 */
final class StageLife {

  private static final int PAUSE_ABOVE = 10_000;
  private static final long COMMIT_EVERY_NANOS = 100_000_000L;

  private final StageSpec spec;
  private final Stage stage;
  private final boolean lockstep;
  private final Share share;
  private final LogClient log;
  private final Membership membership;
  private final StageMetrics metrics;
  private final Set<Flaw> flaws;
  private final int unitCount;
  private final long epoch;
  private final OwnOutput own;
  private final Fences fences = new Fences();
  private final Applied applied = new Applied();
  private final InputQueues queues;
  private final Outbox outbox;
  private final Map<Integer, Progress> before = new TreeMap<>();
  private final Map<TopicPartition, Long> doneForAll = new HashMap<>();
  private final Map<TopicPartition, Long> doneForSome = new HashMap<>();
  private final Map<TopicPartition, Long> processed = new LinkedHashMap<>();
  private final Map<TopicPartition, Long> catchingUp = new LinkedHashMap<>();
  private final Map<StageSpec.Marker, Long> markersSent = new HashMap<>();
  private final Set<TopicPartition> shortened = new HashSet<>();
  private long keptFrom;
  private boolean uncommitted;
  private long committedAt;
  private @Nullable ConsumerRecord<String, byte[]> inHand;
  private @Nullable LongSupplier wallMicros;

  /**
   * The units of the stage that are owned, and what is known of inputs that the stage failed on.
   *
   * @param poison inputs, as {@link Progress#name} and offset, to be put into quarantine
   */
  record Share(Membership.Share units, Map<String, String> poison) {

    boolean owns(int unit) {
      return units.units().contains(unit);
    }
  }

  /**
   * Takes the units over and reads back what was published for them.
   *
   * @param stage new, as it is before its first event
   * @param warmUp how much of the market is read again
   */
  StageLife(
      StageSpec spec,
      Stage stage,
      boolean lockstep,
      Share share,
      LogClient log,
      Membership membership,
      StageMetrics metrics,
      WarmUp warmUp,
      Set<Flaw> flaws) {
    this.spec = spec;
    this.stage = stage;
    this.lockstep = lockstep;
    this.share = share;
    this.log = log;
    this.membership = membership;
    this.metrics = metrics;
    this.flaws = flaws;
    this.own = new OwnOutput(!flaws.contains(Flaw.NO_DEDUPLICATION));
    this.committedAt = log.nanoTime();
    this.unitCount = log.partitions(spec.anchor().name()).size();
    this.epoch = takeOver();
    Map<TopicPartition, StageSpec.Input> inputs = inputs();
    inputs.forEach(this::noteDone);
    this.queues = new InputQueues(inputs, lockstep);
    this.outbox = new Outbox(spec.name(), epoch, log, own, metrics);
    rememberCandles();
    Map<TopicPartition, Long> begins = new LinkedHashMap<>();
    Map<TopicPartition, Long> known = log.begins(inputs.keySet());
    WarmUp reread = warmUp.atLeast(stage.reach());
    inputs.forEach(
        (partition, input) -> {
          long begin = known.getOrDefault(partition, 0L);
          long done = doneForAll.getOrDefault(partition, 0L);
          begins.put(
              partition,
              input.topic().equals(Topics.TICKS)
                  ? reread.start(log, partition, begin, done, own.heldSince())
                  : input.isKept() ? begin : Math.max(begin, done));
        });
    begins.forEach(
        (partition, begin) -> {
          StageSpec.Input input = inputs.get(partition);
          if (begin > 0 && input != null && input.isKept()) {
            shortened.add(partition);
          }
        });
    log.read(begins);
    // All that lies there now is taken in one order: an order before its fill, whichever comes
    // first.
    catchingUp.putAll(log.ends(inputs.keySet()));
    noteCaughtUp();
  }

  /** Tells the stage how late the line is before each signal that it is to decide on. */
  void watch(LongSupplier epochMicros) {
    wallMicros = epochMicros;
  }

  private void tellDelay(Cause cause) {
    LongSupplier clock = wallMicros;
    OptionalLong seen = cause.stamps().at(Hop.SEEN);
    if (clock != null && cause.event() instanceof Signal && seen.isPresent()) {
      stage.apply(new LineDelay(Math.max(0, clock.getAsLong() - seen.getAsLong())));
    }
  }

  /** Windows of candles reach back further than events are read again. */
  private void rememberCandles() {
    Duration reach = stage.candleReach();
    if (!reach.isZero()) {
      List<TopicPartition> owned =
          log.partitions(Topics.CANDLES.name()).stream()
              .filter(partition -> share.owns(partition.partition()))
              .toList();
      ReadBack.read(log, Topics.CANDLES, owned, WarmUp.of(reach), stage::apply);
    }
  }

  private long takeOver() {
    List<Topic<?>> outputs = new ArrayList<>(spec.outputs());
    outputs.add(Topics.QUARANTINE);
    Takeover takeover = new Takeover(log, membership, spec.name(), share.units().units(), outputs);
    Map<TopicPartition, Long> from = log.begins(takeover.outputs().keySet());
    long claimed =
        takeover.claim(
            from,
            new Fences(),
            (record, topic) -> {
              if (share.owns(unitOf(record, topic))) {
                own.take(record, topic);
              }
            });
    share.units().units().forEach(unit -> before.put(unit, takeover.progress(unit)));
    return claimed;
  }

  private Map<TopicPartition, StageSpec.Input> inputs() {
    Map<TopicPartition, StageSpec.Input> inputs = new LinkedHashMap<>();
    for (StageSpec.Input input : spec.inputs()) {
      List<TopicPartition> partitions = log.partitions(input.topic().name());
      if (partitions.size() != unitCount) {
        throw new IllegalStateException(
            "topic %s has %d partitions and %s has %d: give them the same number"
                .formatted(
                    input.topic().name(), partitions.size(), spec.anchor().name(), unitCount));
      }
      partitions.stream()
          .filter(partition -> input.shared() || share.owns(partition.partition()))
          .forEach(partition -> inputs.put(partition, input));
    }
    return inputs;
  }

  private int unitOf(ConsumerRecord<String, byte[]> record, Topic<?> topic) {
    List<Integer> units = Headers.units(record.headers());
    if (!units.isEmpty()) {
      return units.getFirst();
    }
    // Written before units were shared.
    Event event = topic.codec().decode(record.value());
    return event instanceof Quarantined || record.headers().lastHeader(OwnOutput.PROJECTED) != null
        ? share.units().units().first()
        : unitOf(event);
  }

  private int unitOf(Event decided) {
    return Keys.partition(spec.unitKey().apply(decided), unitCount);
  }

  /** Epoch under which this life writes. */
  long epoch() {
    return epoch;
  }

  /** True once the stage is rebuilt and takes new input. */
  boolean isCaughtUp() {
    return catchingUp.isEmpty();
  }

  /** Lets the stage answer what waits. */
  void answer(Questions questions) {
    questions.answer(stage);
  }

  /** The input being processed when the stage threw; null if none was. */
  @Nullable ConsumerRecord<String, byte[]> inHand() {
    return inHand;
  }

  /** True if the stage can do without this input, on which it failed. */
  boolean mayPutAside(ConsumerRecord<String, byte[]> input) {
    TopicPartition partition = new TopicPartition(input.topic(), input.partition());
    return !queues.input(input).isVital() && !isDone(partition, input.offset());
  }

  /** Feed number up to which the stage has processed its first input. */
  long processedUpTo() {
    return queues.processedUpTo(spec.inputs().getFirst().topic().name());
  }

  /**
   * Takes what is there, lets the stage decide, publishes, and stores progress when it is due.
   * Returns early when told to stop.
   */
  void turn(Duration wait, BooleanSupplier stopping) {
    for (ConsumerRecord<String, byte[]> record : log.poll(wait)) {
      if (!flaws.contains(Flaw.NO_FENCE) && !fences.admits(record)) {
        metrics.voided(record.topic());
      } else if (!Headers.isClaim(record)) {
        queues.add(record);
      }
    }
    noteCaughtUp();
    noteKept();
    InputQueues.Waiting next;
    while (!stopping.getAsBoolean() && (next = queues.next()) != null) {
      process(next);
    }
    if (flaws.contains(Flaw.COMMIT_BEFORE_PUBLISH)) {
      commit(true);
    }
    outbox.flush();
    if (catchingUp.isEmpty()) {
      sendMarkers();
    }
    if (uncommitted && log.nanoTime() - committedAt >= COMMIT_EVERY_NANOS) {
      commit(false);
    }
    holdBack();
  }

  /** Waits until what was published is stored, and stores the progress. */
  void settle() {
    outbox.flush();
    commit(true);
  }

  /** A partition has caught up once everything done before the start is fetched. */
  private void noteCaughtUp() {
    if (!catchingUp.isEmpty()) {
      catchingUp
          .entrySet()
          .removeIf(
              entry -> {
                boolean reached = log.position(entry.getKey()) >= entry.getValue();
                if (reached) {
                  queues.caughtUp(entry.getKey());
                }
                return reached;
              });
    }
  }

  /** Finds the feed number from which on all inputs are still kept; before it, some are deleted. */
  private void noteKept() {
    shortened.removeIf(
        partition -> {
          long first = queues.firstSeq(partition);
          keptFrom = Math.max(keptFrom, first);
          return first > 0;
        });
  }

  private void process(InputQueues.Waiting next) {
    ConsumerRecord<String, byte[]> record = next.record();
    TopicPartition partition = next.partition();
    inHand = record;
    boolean passedOver = isOwnAgain(next) || putAside(record, partition);
    Cause cause = passedOver ? null : read(next);
    if (cause != null && (flaws.contains(Flaw.APPLY_AGAIN) || applied.isNew(partition, cause))) {
      react(cause, partition, record.offset());
      metrics.processed(next.input().topic());
      if (next.input().topic().equals(Topics.TICKS) && !isDone(partition, record.offset())) {
        metrics.sinceTick(record);
      }
    }
    processed.merge(partition, record.offset() + 1, Math::max);
    uncommitted = true;
    inHand = null;
  }

  /** True for what the stage wrote itself to a topic that it reads for the sake of others. */
  private boolean isOwnAgain(InputQueues.Waiting next) {
    return !next.input().isKept()
        && Headers.stage(next.record().headers()).filter(spec.name()::equals).isPresent();
  }

  /** True if the input is one that the stage fails on: it is in quarantine, or goes there now. */
  private boolean putAside(ConsumerRecord<String, byte[]> record, TopicPartition partition) {
    if (own.hasPutAside(partition, record.offset())) {
      return true;
    }
    String failure =
        share.poison().isEmpty()
            ? null
            : share.poison().get(Progress.name(partition) + "@" + record.offset());
    if (failure == null) {
      return false;
    }
    quarantine(record, partition, "INVARIANT", failure);
    return true;
  }

  /** Null if the record cannot be read; it is quarantined then, once. */
  private @Nullable Cause read(InputQueues.Waiting next) {
    ConsumerRecord<String, byte[]> record = next.record();
    StageSpec.Input input = next.input();
    try {
      if (record.value() == null) {
        throw new WireException(input.topic().name(), "a record without value");
      }
      long seq = Headers.seq(record.headers()).orElse(0);
      Event event = input.topic().codec().decode(record.value());
      // Where old ticks passed the line is of no use; they are most of what is read at a start.
      Stamps stamps =
          event instanceof MarketEvent && isDone(next.partition(), record.offset())
              ? Stamps.NONE
              : Headers.stamps(record.headers());
      return new Cause(event, seq, seq + input.shift(), stamps);
    } catch (WireException e) {
      quarantine(record, next.partition(), "UNREADABLE", e.toString());
      return null;
    }
  }

  private void quarantine(
      ConsumerRecord<String, byte[]> record, TopicPartition partition, String reason, String why) {
    int unit = partition.partition();
    if (!share.owns(unit) || isDone(unit, partition, record.offset())) {
      return;
    }
    byte[] value = record.value();
    Quarantined quarantined =
        new Quarantined(
            Progress.name(partition),
            record.offset(),
            reason,
            why,
            value == null ? "" : Base64.getEncoder().encodeToString(value),
            Headers.envelope(record));
    if (outbox.send(quarantined, null, unit)) {
      metrics.quarantined(reason);
    }
  }

  private void react(Cause cause, TopicPartition partition, long offset) {
    own.orphansBefore(Math.min(cause.fed(), keptFrom)).forEach(this::restore);
    stage.apply(cause.event());
    boolean done = isDone(partition, offset);
    // In one order a stage answers as it did before. Asked after only some of those answers are
    // applied again, it might give the missing ones later, on another input.
    List<Event> sameAnswers = lockstep && !done ? stage.decide(cause.event()) : List.of();
    for (Event decided : own.decidedOn(cause.event())) {
      restore(decided);
      int unit = unitOf(decided);
      if (!isDone(unit, partition, offset)) {
        stage.project(decided).forEach(derived -> outbox.sendProjected(derived, cause, unit));
      }
    }
    if (done) {
      outbox.note(cause);
      return;
    }
    tellDelay(cause);
    for (Event decided : lockstep ? sameAnswers : stage.decide(cause.event())) {
      int unit = unitOf(decided);
      if (share.owns(unit)
          && !isDone(unit, partition, offset)
          && outbox.send(decided, cause, unit)) {
        stage.apply(decided);
        stage.project(decided).forEach(derived -> outbox.sendProjected(derived, cause, unit));
      }
    }
  }

  private void restore(Event decidedBefore) {
    stage.apply(decidedBefore);
    if (flaws.contains(Flaw.DOUBLE_RESTORE)) {
      stage.apply(decidedBefore);
    }
    outbox.note(decidedBefore);
  }

  /** True if the input was processed for this unit before this life. */
  private boolean isDone(int unit, TopicPartition partition, long offset) {
    if (offset >= doneForSome.getOrDefault(partition, 0L)) {
      return false;
    }
    int owner = queues.isShared(partition) ? unit : partition.partition();
    return offset < before.getOrDefault(owner, Progress.NONE).next(partition);
  }

  /** The same for all units owned. */
  private boolean isDone(TopicPartition partition, long offset) {
    return offset < doneForAll.getOrDefault(partition, 0L);
  }

  private void noteDone(TopicPartition partition, StageSpec.Input input) {
    LongSummaryStatistics done =
        before.entrySet().stream()
            .filter(unit -> input.shared() || unit.getKey() == partition.partition())
            .mapToLong(unit -> unit.getValue().next(partition))
            .summaryStatistics();
    doneForAll.put(partition, done.getMin());
    doneForSome.put(partition, done.getMax());
  }

  private void sendMarkers() {
    for (StageSpec.Marker marker : spec.markers()) {
      long complete = Long.MAX_VALUE;
      for (StageSpec.Source source : marker.sources()) {
        long upTo = queues.processedUpTo(source.input().name());
        complete = Math.min(complete, upTo < 0 ? upTo : upTo + source.ahead());
      }
      if (complete > markersSent.getOrDefault(marker, 0L)) {
        markersSent.put(marker, complete);
        send(marker.to(), complete);
      }
    }
  }

  private void send(Topic<?> to, long complete) {
    for (int partition = 0; partition < unitCount; partition++) {
      log.send(
          Headers.marker(
              to.name(), partition, complete, spec.name(), share.units().units(), epoch));
    }
  }

  private void commit(boolean wait) {
    Map<Integer, Progress> progress = new TreeMap<>();
    before.forEach((unit, old) -> progress.put(unit, new Progress(epoch, next(unit, old))));
    membership.commit(progress, wait);
    uncommitted = false;
    committedAt = log.nanoTime();
  }

  private NavigableMap<String, Long> next(int unit, Progress old) {
    NavigableMap<String, Long> next = new TreeMap<>(old.next());
    processed.forEach(
        (partition, offset) -> {
          if (queues.isShared(partition) || partition.partition() == unit) {
            next.merge(Progress.name(partition), offset, Math::max);
          }
        });
    return next;
  }

  /** Memory stays bounded: a partition far ahead of the others is not fetched until they follow. */
  private void holdBack() {
    log.holdBack(queues.longerThan(PAUSE_ABOVE));
  }
}
