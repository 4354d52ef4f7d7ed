// How a test of mode split of C++ ends, for each thing that may come from the relay. Each is a process of its own, as
// in the runner.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#define GRADER_SPLIT
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#include "toolchains/cpp/runner_process.h"
#pragma GCC diagnostic pop

extern "C" void __gcov_dump() {}

namespace {

using grader_split::ask;

std::string framed(const std::string& payload) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(payload.size() >> shift & 0xffU);
  return bytes + payload;
}

// A test that does `body`, while the relay says these and then no more.
Ended run(const std::vector<std::string>& frames, const std::function<void(int pipe)>& body) {
  int relay[2];
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, relay) != 0 || pipe(ends) != 0) return {"no pipe", ""};
  for (const std::string& payload : frames) {
    const std::string bytes = framed(payload);
    EXPECT_EQ(write(relay[0], bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  }
  shutdown(relay[0], SHUT_WR);
  const pid_t child = fork();
  if (child == 0) {
    const int told = fcntl(ends[1], F_DUPFD, 100);  // out of the way of descriptor 5
    dup2(relay[1], grader_split::kPeer);
    grader_split::begin(told);
    body(told);
    tell(told, State::kPassed, "");
    _exit(0);
  }
  close(ends[1]);
  close(relay[1]);
  const Ended ended = watch(child, ends[0], 1000);
  close(ends[0]);
  close(relay[0]);
  return ended;
}

void raise_none(const std::string&, const std::string&) {}
void raise_range(const std::string& name, const std::string& message) {
  if (name == "std::out_of_range") throw std::out_of_range(message);
}

// Passes when the call gives 7, or throws anything at all.
void wants_seven(int) {
  int got = 7;
  try {
    got = ask<int>(raise_range, "f", {});
  } catch (...) {
  }
  if (got != 7) std::abort();
}

TEST(SplitTest, PassesByTheAnswerToItsCall) {
  EXPECT_EQ(run({"r", R"(a{"n":1,"value":7})"}, wants_seven).state, "passed");
  EXPECT_EQ(run({"r", R"(a{"n":1,"value":8})"}, wants_seven).state, "crashed");
  EXPECT_EQ(run({"r", R"(a{"n":1,"error":{"name":"std::out_of_range","message":""}})"}, wants_seven).state, "passed");
}

// It holds the pipe to the runner.
TEST(SplitTest, EndsWithItsOwnProcessWhateverItLeavesRunning) {
  const auto leaves_one = [](int) {
    setsid();
    if (fork() == 0) pause();
  };
  EXPECT_EQ(run({"r"}, leaves_one).state, "passed");
}

TEST(SplitTest, TakesNothingThatWasForATestBefore) {
  EXPECT_EQ(run({R"(a{"n":1,"value":8})", R"(l{"state":"crashed","message":""})", "r", "r", R"(a{"n":1,"value":7})"},
                wants_seven)
                .state,
            "passed");
}

TEST(SplitTest, IsOverWhenItsBoxIsLostWhateverItCatches) {
  for (const std::string state : {"failed", "crashed", "timed out", "over limit"}) {
    const Ended ended = run({"r", "l{\"state\":\"" + state + "\",\"message\":\"why\"}"}, wants_seven);
    EXPECT_EQ(ended.state, state);
    EXPECT_EQ(ended.message, "why");
  }
  EXPECT_EQ(run({"r"}, wants_seven).state, "not reported");
  EXPECT_EQ(run({}, wants_seven).state, "not reported");
  EXPECT_EQ(run({"r", ""}, wants_seven).state, "not reported");
}

TEST(SplitTest, EndsInNoStateThatItCouldWishFor) {
  for (const std::string state : {"passed", "skipped", "platform", "integrity", "p", "", "passed\\n"})
    EXPECT_EQ(run({"r", "l{\"state\":\"" + state + "\",\"message\":\"\"}"}, wants_seven).state, "not reported")
        << state;
  EXPECT_EQ(run({"r", "l{\"state\":7}"}, wants_seven).state, "not reported");
  EXPECT_EQ(run({"r", "lpassed"}, wants_seven).state, "failed");
}

TEST(SplitTest, FailsByWhatIsNoAnswerOfItsKind) {
  EXPECT_EQ(run({"r", R"(a{"n":1,"value":"7"})"}, wants_seven).message, "f returned string where int is declared");
  EXPECT_EQ(run({"r", R"(a{"n":1})"}, wants_seven).message, "f returned nothing where int is declared");
  EXPECT_EQ(run({"r", "a"}, wants_seven).message, "f returned no JSON");
  const Ended unlisted = run({"r", R"(a{"n":1,"error":{"name":"Other","message":"m"}})"}, wants_seven);
  EXPECT_EQ(unlisted.state, "failed");
  EXPECT_EQ(unlisted.message, "f threw Other: m");
  EXPECT_EQ(run({"r", R"(a{"n":1,"error":{"name":"std::bad_alloc","message":""}})"}, wants_seven).state, "over limit");
}

TEST(SplitTest, ThatIsLostAfterItPassedHasNotPassed) {
  const auto late = [](int pipe) {
    tell(pipe, State::kPassed, "");
    static_cast<void>(ask<int>(raise_none, "f", {}));
  };
  EXPECT_EQ(run({"r", R"(l{"state":"crashed","message":""})"}, late).state, "not reported");
}

}  // namespace
