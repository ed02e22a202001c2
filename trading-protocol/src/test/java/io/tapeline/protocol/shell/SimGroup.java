package io.tapeline.protocol.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.jspecify.annotations.Nullable;

/**
 * A consumer group of static members: who comes back under its name has its units again; who is
 * thrown out does not know it; a commit counts if it comes from a member of the generation.
 */
final class SimGroup {

  /** A name in the group; {@code holder} is who used it last, gone or not. */
  private static final class Member {
    private SimMembership holder;
    private NavigableSet<Integer> units = new TreeSet<>();
    private boolean present = true;
    private boolean rejoined;

    Member(SimMembership holder) {
      this.holder = holder;
    }
  }

  /** A commit on its way. */
  private record Pending(SimMembership from, long generation, Map<Integer, Progress> progress) {}

  private final int units;
  private final boolean oneOwner;
  private final TreeMap<String, Member> members = new TreeMap<>();
  private final Map<Integer, Progress> committed = new HashMap<>();
  private final List<Pending> pending = new ArrayList<>();
  private long generation;
  private boolean rebalancing;

  SimGroup(int units, boolean oneOwner) {
    this.units = units;
    this.oneOwner = oneOwner;
  }

  void join(SimMembership who) {
    Member member = members.get(who.instance());
    if (member == null) {
      member = new Member(who);
      members.put(who.instance(), member);
      rebalance();
      member.rejoined = true;
    } else {
      member.holder = who;
      member.present = true;
      member.rejoined = rebalancing;
    }
  }

  private void rebalance() {
    if (!rebalancing) {
      rebalancing = true;
      members.values().forEach(member -> member.rejoined = false);
    }
  }

  /** True if it is a member under its name. */
  boolean isMember(SimMembership who) {
    Member member = members.get(who.instance());
    return member != null && member.holder == who;
  }

  /** Names whose owner is gone. */
  List<String> ghosts() {
    return members.entrySet().stream()
        .filter(member -> !member.getValue().present)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The group gives a member up. */
  void evict(String name) {
    if (members.remove(name) != null) {
      rebalance();
    }
  }

  void gone(SimMembership who, boolean leave) {
    Member member = members.get(who.instance());
    if (member == null || member.holder != who) {
      return;
    }
    if (leave) {
      evict(who.instance());
    } else {
      member.present = false;
    }
  }

  boolean isToRejoin(SimMembership who) {
    Member member = members.get(who.instance());
    return rebalancing && member != null && !member.rejoined;
  }

  void rejoined(SimMembership who) {
    Member member = members.get(who.instance());
    if (member != null && member.holder == who) {
      member.rejoined = true;
    }
  }

  /** The generation, -1 while units are being shared out. */
  long settledGeneration() {
    if (rebalancing && members.values().stream().allMatch(member -> member.rejoined)) {
      share();
    }
    return rebalancing ? -1 : generation;
  }

  private void share() {
    rebalancing = false;
    generation++;
    int next = 0;
    int left = members.size();
    for (Member member : members.values()) {
      int count = oneOwner ? (next == 0 ? units : 0) : Math.ceilDiv(units - next, left);
      member.units = new TreeSet<>();
      for (int i = 0; i < count && next < units; i++) {
        member.units.add(next++);
      }
      left--;
    }
  }

  NavigableSet<Integer> units(SimMembership who) {
    Member member = members.get(who.instance());
    return member == null ? new TreeSet<>() : new TreeSet<>(member.units);
  }

  @Nullable Progress committed(int unit) {
    return committed.get(unit);
  }

  void commitLater(SimMembership from, long inGeneration, Map<Integer, Progress> progress) {
    pending.add(new Pending(from, inGeneration, progress));
  }

  /** Commits on their way arrive. */
  void land() {
    List<Pending> arrived = List.copyOf(pending);
    pending.clear();
    for (Pending commit : arrived) {
      if (counts(commit.from(), commit.generation())) {
        committed.putAll(commit.progress());
      }
    }
  }

  /** Those of one member arrive: a connection keeps its order. */
  void landOf(SimMembership who) {
    for (Pending commit : List.copyOf(pending)) {
      if (commit.from() == who) {
        pending.remove(commit);
        if (counts(who, commit.generation())) {
          committed.putAll(commit.progress());
        }
      }
    }
  }

  /** Those on their way are lost. */
  void lose() {
    pending.clear();
  }

  void commit(SimMembership from, long inGeneration, Map<Integer, Progress> progress) {
    if (!counts(from, inGeneration)) {
      throw new CommitFailedException("not a member any more");
    }
    committed.putAll(progress);
  }

  private boolean counts(SimMembership from, long inGeneration) {
    return isMember(from) && inGeneration == generation;
  }
}
