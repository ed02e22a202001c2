package io.tapeline.journal.rest;

import io.tapeline.journal.books.BookRow;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;

/**
 * A list somebody asked for: a book, narrowed, in an order, from a place on.
 *
 * @param limit most rows of one page
 */
record Listing<T extends BookRow>(
    Shelf<T> shelf,
    Specification<T> narrowed,
    boolean descending,
    int limit,
    @Nullable Cursor cursor) {

  static final int MAX_LIMIT = 1000;
  static final int DEFAULT_LIMIT = 100;
  static final String LIMIT = "limit";
  static final String CURSOR = "cursor";
  static final String ORDER = "order";

  /**
   * The list that a request's parameters describe.
   *
   * @throws BadRequest if a parameter is unknown or its value not allowed
   */
  static <T extends BookRow> Listing<T> of(Shelf<T> shelf, Map<String, String> parameters) {
    requireKnown(shelf, parameters);
    boolean descending = descending(parameters.get(ORDER));
    String cursor = parameters.get(CURSOR);
    int numbers = shelf.sortedBy().size() - 1;
    return new Listing<>(
        shelf,
        narrow(shelf, parameters),
        descending,
        limit(parameters.get(LIMIT)),
        cursor == null ? null : Cursor.decode(cursor, descending, numbers));
  }

  /** The same list from another place on. */
  Listing<T> from(@Nullable Cursor place, int rows) {
    return new Listing<>(shelf, narrowed, descending, rows, place);
  }

  /** Its next page, read with a row more than asked for to know whether there is another. */
  Page<T> page() {
    Specification<T> wanted = cursor == null ? narrowed : narrowed.and(behind(cursor));
    Sort sort =
        Sort.by(
            descending ? Sort.Direction.DESC : Sort.Direction.ASC,
            shelf.sortedBy().toArray(String[]::new));
    List<T> rows = shelf.book().findBy(wanted, query -> query.sortBy(sort).limit(limit + 1).all());
    if (rows.size() <= limit) {
      return new Page<>(rows, null);
    }
    List<T> items = rows.subList(0, limit);
    return new Page<>(items, Cursor.behind(items.getLast(), descending).encode());
  }

  private static void requireKnown(Shelf<?> shelf, Map<String, String> parameters) {
    TreeSet<String> known =
        new TreeSet<>(List.of(TimeSpan.FROM, TimeSpan.TO, LIMIT, CURSOR, ORDER));
    shelf.filters().forEach(filter -> known.add(filter.parameter()));
    for (String name : parameters.keySet()) {
      if (!known.contains(name)) {
        throw BadRequest.unknown(name, known);
      }
    }
  }

  private static <T extends BookRow> Specification<T> narrow(
      Shelf<T> shelf, Map<String, String> parameters) {
    TimeSpan span = TimeSpan.of(parameters);
    List<Specification<T>> all = new ArrayList<>();
    for (Filter filter : shelf.filters()) {
      String text = parameters.get(filter.parameter());
      if (text != null) {
        List<String> values = filter.parse(text);
        all.add((row, _, _) -> row.<String>get(filter.parameter()).in(values));
      }
    }
    String time = shelf.timeAttribute();
    Long from = span.from();
    if (from != null) {
      all.add((row, _, build) -> build.ge(row.<Long>get(time), from));
    }
    Long to = span.to();
    if (to != null) {
      all.add((row, _, build) -> build.lt(row.<Long>get(time), to));
    }
    return Specification.allOf(all);
  }

  /** Behind the cursor: a greater first number, or an equal one and a greater second, and so on. */
  private Specification<T> behind(Cursor place) {
    return (row, _, build) -> {
      int numbers = place.numbers().size();
      Path<String> id = row.get(shelf.sortedBy().getLast());
      Predicate behind =
          descending ? build.lessThan(id, place.id()) : build.greaterThan(id, place.id());
      for (int i = numbers - 1; i >= 0; i--) {
        Path<Long> attribute = row.get(shelf.sortedBy().get(i));
        Long value = place.numbers().get(i);
        behind =
            build.or(
                beyond(build, attribute, value), build.and(build.equal(attribute, value), behind));
      }
      return build.and(notBefore(build, row, place), behind);
    };
  }

  /** Says again what {@link #behind} implies, in the form an index can use. */
  private Predicate notBefore(CriteriaBuilder build, Root<T> row, Cursor place) {
    Path<Long> first = row.get(shelf.sortedBy().getFirst());
    Long value = place.numbers().getFirst();
    return descending ? build.le(first, value) : build.ge(first, value);
  }

  private Predicate beyond(CriteriaBuilder build, Path<Long> attribute, Long value) {
    return descending ? build.lt(attribute, value) : build.gt(attribute, value);
  }

  private static int limit(@Nullable String text) {
    if (text == null) {
      return DEFAULT_LIMIT;
    }
    int limit = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MAX_LIMIT) {
      throw BadRequest.parameter(LIMIT, text, "a number from 1 to " + MAX_LIMIT);
    }
    return limit;
  }

  private static boolean descending(@Nullable String text) {
    if (text == null || text.equals("asc")) {
      return false;
    }
    if (text.equals("desc")) {
      return true;
    }
    throw BadRequest.parameter(ORDER, text, "asc (oldest first) or desc (newest first)");
  }
}
