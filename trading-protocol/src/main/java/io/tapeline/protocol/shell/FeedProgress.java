package io.tapeline.protocol.shell;

/** How far a feed is played, told by its runner's thread to any other. */
final class FeedProgress {

  volatile boolean finished;
  volatile long position;
  volatile long resumedAt;
  volatile double share;
}
