-- Claims of the line's writers, by their place: from there on, what an earlier tenure of the units writes
-- into the partition is void. units are numbers separated by commas.

CREATE TABLE topic_fences (
  topic        TEXT    NOT NULL,
  partition    INTEGER NOT NULL,
  claim_offset BIGINT  NOT NULL,
  stage        TEXT    NOT NULL,
  units        TEXT    NOT NULL,
  epoch        BIGINT  NOT NULL,
  PRIMARY KEY (topic, partition, claim_offset)
);
