// Two real boxes and the relay between them. The runner's box makes one call, or more, and prints what it is told.
#include <gmock/gmock.h>

#include "grader/base/files.h"
#include "grader/run/run.h"
#include "tests/support/shell.h"

namespace grader::run {
namespace {

using support::Folder;
using support::spit;
using testing::HasSubstr;

const std::string kFrames = R"(
import os, struct, sys, time
def send(data): 
    data = struct.pack('>I', len(data)) + data
    while data:
        data = data[os.write(5, data):]
def receive():
    head = b''
    while len(head) < 4:
        more = os.read(5, 4 - len(head))
        if not more: sys.exit(0)
        head += more
    (size,), data = struct.unpack('>I', head), b''
    while len(data) < size: data += os.read(5, size - len(data))
    return data
)";

// Begins a test, makes `calls` calls and prints the answers.
std::string runner_of(int tests, int calls) {
  return kFrames + "for test in range(" + std::to_string(tests) +
         "):\n    send(b't')\n    assert receive() == b'r'\n    for n in range(1, " + std::to_string(calls) +
         " + 1):\n        send(b'c{\"n\":%d,\"call\":\"f\",\"args\":[]}' % n)\n"
         "        print(receive()[:300].decode('latin-1'))\n";
}

struct Hostile {
  std::string name;
  std::string code;      // runs in the worker's box after the first call has come
  std::string expected;  // in what the runner's box is told
};

struct Boxes : testing::TestWithParam<Hostile> {
  Folder folder;
  SystemProcessRunner runner;
  Options options{.helper = std::string(GRADER_BINARY_DIR) + "/grader-sandbox", .cache = folder.path() / "cache"};

  static Step python(const std::string& name, const std::string& code) {
    return {.name = name,
            .kind = name,
            .argv = {"/usr/bin/python3", "-I", "-B", "-c", code},
            .env = {{"PATH", "/usr/bin:/bin"}},
            .folder = "/out"};
  }
  static Step split(const std::string& tests, const std::string& worker) {
    Step step = python("tests", tests);
    step.worker.push_back(python("worker", worker));
    step.worker.front().limits = {.cpu_ms = 1'000, .wall_ms = 2'000, .memory_mib = 128};
    return step;
  }
  // Puts a script in the helper's place, for the boxes of the learner's code; it finds the spec in $spec.
  void use_for_workers(const std::string& body) {
    spit(folder / "helper", "#!/bin/sh\nspec=$(cat)\ncase $spec in *'/worker\"'*) " + body +
                                ";; esac\nprintf %s \"$spec\" | '" + options.helper.string() + "' run\n");
    std::filesystem::permissions(folder / "helper", std::filesystem::perms(0755));
    options.helper = folder / "helper";
  }
  RunResult run(const std::string& tests, const std::string& worker) {
    auto results = run_steps(runner, {split(tests, worker)}, options);
    EXPECT_TRUE(results) << message(results.error());
    return results ? results->front() : RunResult{};
  }
};

const std::string kAnswers = kFrames +
                             "n = 0\nwhile True:\n    receive()\n    n += 1\n"
                             "    send(b'{\"n\":%d,\"value\":[%d,%d]}' % (n, n, os.getpid()))\n";

TEST_F(Boxes, PassCallsAndAnswersAndBeginAfreshWithEachTest) {
  const RunResult result = run(runner_of(2, 3), kAnswers);
  EXPECT_TRUE(result.succeeded()) << result.err;
  EXPECT_THAT(result.out, testing::MatchesRegex("(a.\"n\":1,.*\na.\"n\":2,.*\na.\"n\":3,.*\n){2}"));
}

TEST_F(Boxes, DependOnWhatTheWorkersBoxHolds) {
  const std::string first = run(runner_of(1, 1), kAnswers).out;
  EXPECT_TRUE(run(runner_of(1, 1), kAnswers).cached);
  const RunResult changed = run(runner_of(1, 1), kAnswers + "\n# changed\n");
  EXPECT_FALSE(changed.cached);
}

TEST_F(Boxes, HoldNothingOfEachOther) {
  Step step = python(
      "tests", kFrames + "print(os.listdir('/job'))\nsend(b't'); receive()\nsend(b'c{\"n\":1}'); print(receive())\n");
  spit(folder / "secret", "expected");
  step.inputs = {{.at = "tests/secret", .host = (folder / "secret").string()}};
  step.worker.push_back(python(
      "worker", kFrames + "receive()\nnames = [n for _, ds, fs in os.walk('/job') for n in ds + fs]\n"
                          "fds = sorted(os.listdir('/proc/self/fd')) if os.path.exists('/proc/self/fd') else []\n"
                          "send(b'{\"n\":1,\"value\":\"%s\"}' % repr(names).encode())\ntime.sleep(9)\n"));
  const auto results = run_steps(runner, {step}, options);
  ASSERT_TRUE(results) << message(results.error());
  EXPECT_THAT(results->front().out, HasSubstr("['tests']"));
  EXPECT_THAT(results->front().out, HasSubstr("\"value\":\"[]\""));
}

TEST_F(Boxes, LoseATestWhoseBoxSpeaksUnasked) {
  const std::string twice = kFrames +
                            "send(b't'); receive()\nfor n in (1, 2):\n    send(b'c{\"n\":%d}' % n)\n"
                            "    print(receive())\n    time.sleep(1)\n";
  const RunResult result = run(twice, kFrames +
                                          "receive()\nsend(b'{\"n\":1,\"value\":1}')\ntime.sleep(0.2)\n"
                                          "send(b'{\"n\":2,\"value\":1}')\ntime.sleep(9)\n");
  EXPECT_THAT(result.out, HasSubstr("b'a{\"n\":1,\"value\":1}'"));
  EXPECT_THAT(result.out, HasSubstr("an answer that nobody asked for"));
}

// A runner has less patience with a test than the box of the learner's code may have: that box goes with its test.
TEST_F(Boxes, AreDroppedWithATestThatWasEnded) {
  const std::string ends_the_first = kFrames +
                                     "ends = os.pipe()\nif os.fork() == 0:\n"
                                     "    send(b't'); receive(); send(b'c{\"n\":1,\"call\":\"sleep\"}')\n"
                                     "    os.write(ends[1], b'.')\n    os._exit(0)\n"
                                     "os.read(ends[0], 1)\nsend(b't')\nwhile (told := receive()) != b'r': print(told)\n"
                                     "send(b'c{\"n\":1,\"call\":\"f\"}')\nprint(receive())\n";
  const RunResult result = run(ends_the_first, kFrames +
                                                   "if b'sleep' in receive(): time.sleep(60)\n"
                                                   "send(b'{\"n\":1,\"value\":7}')\ntime.sleep(9)\n");
  EXPECT_THAT(result.out, HasSubstr("the test ended before the answer came"));
  EXPECT_THAT(result.out, testing::EndsWith("b'a{\"n\":1,\"value\":7}'\n"));
}

// The helper joins its box to the relay before it has made it: a connection is no box yet.
TEST_F(Boxes, ThatTheHostCannotMakeAreNobodysFailure) {
  const std::string helper = options.helper.string();
  const auto expect_nothing_told = [&](const std::string& found) {
    const auto results = run_steps(runner, {split(runner_of(2, 2), kAnswers)}, options);
    ASSERT_FALSE(results) << results->front().out;
    EXPECT_EQ(results.error().fault, Fault::kPlatform);
    EXPECT_THAT(results.error().found, HasSubstr(found));
    EXPECT_FALSE(std::filesystem::exists(options.cache / "runs")) << "kept";
  };
  use_for_workers("printf %s \"$spec\" | '" + helper + "' --pretend-missing pivot_root run; exit");
  expect_nothing_told("pivot_root");
  options.helper = helper;
  use_for_workers(
      "printf %s \"$spec\" | /usr/bin/python3 -c 'import json, socket, sys\n"
      "socket.socket(socket.AF_UNIX).connect(json.load(sys.stdin)[\"peer\"])\nsys.exit(1)'; exit 1");
  expect_nothing_told("no report");
}

TEST_P(Boxes, TellWhatBecameOfTheLearnersBox) {
  const RunResult result = run(runner_of(1, 2), kFrames + "receive()\n" + GetParam().code);
  EXPECT_TRUE(result.succeeded()) << result.err;
  EXPECT_THAT(result.out, HasSubstr(GetParam().expected));
  EXPECT_THAT(result.out, testing::Not(HasSubstr("\na{\"n\":2")));
}

const std::string kLost = R"(l{"message":)";

INSTANTIATE_TEST_SUITE_P(
    Hostile, Boxes,
    testing::Values(
        Hostile{"Crashes", "os.abort()", "\"crashed\""}, Hostile{"Exits", "sys.exit(0)", "\"not reported\""},
        Hostile{"Loops", "while True: pass", "\"timed out\""}, Hostile{"Sleeps", "time.sleep(60)", "\"timed out\""},
        Hostile{"KeepsQuietAndReadsNothing", "os.dup2(0, 5)\ntime.sleep(60)", "\"timed out\""},
        Hostile{"Floods", "while True: os.write(1, b'x' * 65536)", "\"over limit\""},
        Hostile{"SendsGarbage", "os.write(5, b'\\0\\0\\0\\4oops')\ntime.sleep(9)", "no JSON object"},
        Hostile{"AnnouncesTooMuch", "os.write(5, b'\\x7f\\xff\\xff\\xff')\ntime.sleep(9)", "more than 1 MiB"},
        Hostile{"SendsWithoutEnd", "send(b'[' * (1 << 21))", "more than 1 MiB"},
        Hostile{"SendsHalfAFrame", "os.write(5, b'\\0\\0\\1\\0{')\nos._exit(3)", "code 3"},
        Hostile{"AnswersTwice",
                "one = b'{\"n\":1,\"value\":1}'\nhead = struct.pack('>I', len(one))\nos.write(5, (head + one) * "
                "2)\ntime.sleep(9)",
                "more than one answer"},
        Hostile{"AnswersAnotherCall", "send(b'{\"n\":2,\"value\":1}')", "another call"},
        Hostile{"SpeaksAsTheRelay", "send(b'a{\"n\":1,\"value\":1}')\ntime.sleep(9)", "no JSON object"},
        Hostile{"ClaimsAState", "send(b'l{\"state\":\"passed\",\"message\":\"\"}')\ntime.sleep(9)", "no JSON object"},
        Hostile{"GoesDeep", "send(b'{\"n\":1,\"value\":' + b'[' * 5000 + b']' * 5000 + b'}')\ntime.sleep(9)",
                "too deep"},
        Hostile{"ShutsTheConnection",
                "import socket\nsocket.socket(fileno=5).shutdown(socket.SHUT_RDWR)\ntime.sleep(9)", kLost},
        Hostile{"PassesDescriptors",
                "import socket, array\ns = socket.socket(fileno=os.dup(5))\nfor _ in range(50):\n"
                "    s.sendmsg([b'\\0'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', [0, 1, "
                "2]))])\ntime.sleep(9)",
                kLost}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace grader::run
