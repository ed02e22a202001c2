package io.tapeline.protocol.codec;

import io.tapeline.core.risk.RuleCheck;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import io.tapeline.protocol.wire.CommonProto;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parts that several messages carry. */
final class Fields {

  private Fields() {}

  static void require(boolean present, String field) {
    if (!present) {
      throw new IllegalArgumentException("missing " + field);
    }
  }

  /** The text, which must not be empty: an identity, a name, a code. */
  static String name(String text, String field) {
    require(!text.isEmpty(), field);
    return text;
  }

  static CommonProto.Origin wire(Origin origin) {
    return CommonProto.Origin.newBuilder()
        .setSeq(origin.seq())
        .setTsMicros(origin.ts().micros())
        .build();
  }

  static Origin origin(boolean present, CommonProto.Origin wire) {
    require(present, "origin");
    return new Origin(wire.getSeq(), new EventTime(wire.getTsMicros()));
  }

  static List<CommonProto.RuleCheck> wire(List<RuleCheck> checks) {
    List<CommonProto.RuleCheck> wire = new ArrayList<>(checks.size());
    for (RuleCheck check : checks) {
      wire.add(
          CommonProto.RuleCheck.newBuilder()
              .setRule(name(check.rule(), "checks.rule"))
              .setValue(check.value())
              .setLimit(check.limit())
              .setVerdict(Enums.VERDICT.wire(check.verdict()))
              .build());
    }
    return wire;
  }

  static List<RuleCheck> checks(List<CommonProto.RuleCheck> wire) {
    List<RuleCheck> checks = new ArrayList<>(wire.size());
    for (CommonProto.RuleCheck check : wire) {
      checks.add(
          new RuleCheck(
              name(check.getRule(), "checks.rule"),
              check.getValue(),
              check.getLimit(),
              Enums.VERDICT.read(check.getVerdictValue(), "checks.verdict")));
    }
    return checks;
  }

  static List<CommonProto.Entry> wire(Map<String, String> values) {
    List<CommonProto.Entry> wire = new ArrayList<>(values.size());
    values.forEach(
        (key, value) ->
            wire.add(CommonProto.Entry.newBuilder().setKey(key).setValue(value).build()));
    return wire;
  }

  static Map<String, String> entries(List<CommonProto.Entry> wire, String field) {
    Map<String, String> values = LinkedHashMap.newLinkedHashMap(wire.size());
    for (CommonProto.Entry entry : wire) {
      if (values.put(entry.getKey(), entry.getValue()) != null) {
        throw new IllegalArgumentException(field + " names twice: " + entry.getKey());
      }
    }
    return values;
  }
}
