package io.tapeline.protocol;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** The schema under {@code src/main/protobuf} with its comments, as the build compiled it. */
public final class Schema {

  private static final String RESOURCE = "/tapeline-protocol.desc";
  private static final String PACKAGE = "tapeline.v1";
  private static final String HISTORY = "History:";

  private final Map<String, Message> messages = new HashMap<>();
  private final Map<String, Enumeration> enumerations = new HashMap<>();

  /** A message; {@code history} has one line per change, oldest first. */
  public record Message(
      String name, String file, String meaning, List<String> history, List<Field> fields) {}

  /**
   * A field.
   *
   * @param type short name; {@code own} if it is a message or enumeration of this schema
   * @param presence what its absence means
   */
  public record Field(
      int number, String name, String type, boolean own, Presence presence, String meaning) {}

  /** An enumeration with its constants. */
  public record Enumeration(String name, String file, String meaning, List<Constant> constants) {}

  /** A constant of an enumeration; its meaning is empty where the name says it. */
  public record Constant(int number, String name, String meaning) {}

  /** What it means that a field is not there. */
  public enum Presence {
    /** The record is refused. */
    REQUIRED,
    /** There is no such value. */
    OPTIONAL,
    /** The list is empty. */
    REPEATED,
    /** Another of the group is there. */
    ONE_OF,
    /** It is the empty text. */
    MAY_BE_EMPTY,
    /** It is zero or false. */
    ZERO_IF_ABSENT;

    /** As written on the pages. */
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private Schema(FileDescriptorSet files) {
    for (FileDescriptorProto file : files.getFileList()) {
      if (file.getPackage().equals(PACKAGE)) {
        read(file);
      }
    }
  }

  /** Reads the schema of this build. */
  public static Schema load() {
    try (InputStream in = Schema.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + RESOURCE + ": build with Maven");
      }
      return new Schema(FileDescriptorSet.parseFrom(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every message by its name. */
  public Map<String, Message> messages() {
    return messages;
  }

  /** The message with this name, which must exist. */
  public Message message(String name) {
    return Objects.requireNonNull(messages.get(name), name);
  }

  /** Every enumeration by its name. */
  public Map<String, Enumeration> enumerations() {
    return enumerations;
  }

  private void read(FileDescriptorProto file) {
    Map<List<Integer>, String> comments = new HashMap<>();
    for (Location location : file.getSourceCodeInfo().getLocationList()) {
      comments.put(location.getPathList(), location.getLeadingComments());
    }
    String name = file.getName().substring(file.getName().lastIndexOf('/') + 1);
    for (int i = 0; i < file.getMessageTypeCount(); i++) {
      Message message = message(name, file.getMessageType(i), i, comments);
      messages.put(message.name(), message);
    }
    for (int i = 0; i < file.getEnumTypeCount(); i++) {
      Enumeration enumeration = enumeration(name, file.getEnumType(i), i, comments);
      enumerations.put(enumeration.name(), enumeration);
    }
  }

  private static Message message(
      String file, DescriptorProto message, int index, Map<List<Integer>, String> comments) {
    String comment = comment(comments, FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER, index);
    int split = comment.indexOf(HISTORY);
    List<String> history =
        split < 0
            ? List.of()
            : comment
                .substring(split + HISTORY.length())
                .strip()
                .lines()
                .map(String::strip)
                .toList();
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < message.getFieldCount(); i++) {
      fields.add(
          field(
              message.getField(i),
              comment(
                  comments,
                  FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER,
                  index,
                  DescriptorProto.FIELD_FIELD_NUMBER,
                  i)));
    }
    String meaning = oneLine(split < 0 ? comment : comment.substring(0, split));
    return new Message(message.getName(), file, meaning, history, fields);
  }

  private static Field field(FieldDescriptorProto field, String comment) {
    String full = field.getTypeName();
    boolean own = full.startsWith("." + PACKAGE + ".");
    String type =
        full.isEmpty()
            ? field.getType().name().substring("TYPE_".length()).toLowerCase(Locale.ROOT)
            : own ? full.substring(PACKAGE.length() + 2) : full.substring(1);
    String meaning = oneLine(comment);
    return new Field(
        field.getNumber(), field.getName(), type, own, presence(field, meaning), meaning);
  }

  private static Presence presence(FieldDescriptorProto field, String meaning) {
    if (field.getLabel() == FieldDescriptorProto.Label.LABEL_REPEATED) {
      return Presence.REPEATED;
    }
    if (field.getProto3Optional()) {
      return Presence.OPTIONAL;
    }
    if (field.hasOneofIndex()) {
      return Presence.ONE_OF;
    }
    return switch (field.getType()) {
      case TYPE_MESSAGE, TYPE_ENUM -> Presence.REQUIRED;
      case TYPE_STRING ->
          meaning.contains("may be empty") ? Presence.MAY_BE_EMPTY : Presence.REQUIRED;
      case TYPE_BYTES -> Presence.OPTIONAL;
      default -> Presence.ZERO_IF_ABSENT;
    };
  }

  private static Enumeration enumeration(
      String file, EnumDescriptorProto type, int index, Map<List<Integer>, String> comments) {
    List<Constant> constants =
        IntStream.range(0, type.getValueCount())
            .mapToObj(
                i ->
                    new Constant(
                        type.getValue(i).getNumber(),
                        type.getValue(i).getName(),
                        oneLine(
                            comment(
                                comments,
                                FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER,
                                index,
                                EnumDescriptorProto.VALUE_FIELD_NUMBER,
                                i))))
            .toList();
    String meaning = oneLine(comment(comments, FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER, index));
    return new Enumeration(type.getName(), file, meaning, constants);
  }

  private static String comment(Map<List<Integer>, String> comments, Integer... path) {
    return comments.getOrDefault(List.of(path), "");
  }

  private static String oneLine(String comment) {
    return comment.strip().replaceAll("\\s*\\n\\s*", " ");
  }
}
