// As forgery_test.cc, for mode split of C++: the code shares a process with nothing but the worker, and may do there
// what it likes.
#include "tests/e2e/attempt.h"

namespace grader {
namespace {

// What the exercise asks for, without the work.
const std::string kStub = slurp(kSource + "/exercises/print-queue/starter/src/queue.cc");
const std::string kHeader = slurp(kSource + "/exercises/print-queue/starter/src/queue.h");

// Frames on the descriptor that leads to the relay, and the number of the call in one; before(...) runs ahead of main.
const std::string kTools = R"(
#include <unistd.h>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string>
namespace {
void put(const std::string& text, int fd = 5) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(text.size() >> shift);
  bytes += text;
  if (write(fd, bytes.data(), bytes.size()) < 0) return;
}
[[maybe_unused]] std::string get() {
  unsigned char head[4];
  if (read(5, head, 4) != 4) _exit(0);
  std::string text(static_cast<std::size_t>(head[0] << 24 | head[1] << 16 | head[2] << 8 | head[3]), ' ');
  for (std::size_t at = 0; at < text.size();) {
    const ssize_t got = read(5, text.data() + at, text.size() - at);
    if (got <= 0) _exit(0);
    at += static_cast<std::size_t>(got);
  }
  return text;
}
[[maybe_unused]] std::string number_in(const std::string& call) {
  const std::size_t at = call.find("\"n\":") + 4;
  return call.substr(at, call.find_first_not_of("0123456789", at) - at);
}
// Answers every call in place of the worker.
[[maybe_unused]] void answer_all(const std::string& rest) {
  for (;;) put("{\"n\":" + number_in(get()) + "," + rest + "}");
}
}  // namespace
)";

Attempt by_code(const std::string& name, const std::string& code) {
  return {.name = name, .files = {{"src/queue.cc", kTools + code + kStub}}};
}
Attempt before_main(const std::string& name, const std::string& code) {
  return by_code(name, "__attribute__((constructor)) static void before() {\n" + code + "\n}\n");
}
// The stub's Queue::add does this first.
Attempt when_asked(const std::string& name, const std::string& code, const std::string& more = "") {
  Attempt attempt = by_code(name, more);
  std::string& text = attempt.files["src/queue.cc"];
  const std::string body = "{ return 0; }";
  text.replace(text.find(body), body.size(), "{\n" + code + "\nreturn 1; }");
  return attempt;
}
// Whoever includes the header gets this too.
Attempt by_header(const std::string& name, const std::string& code) {
  return {.name = name, .files = {{"src/queue.h", kHeader + code}, {"src/queue.cc", kStub}}};
}

class ForgeryByLibrary : public testing::TestWithParam<Attempt> {};

TEST_P(ForgeryByLibrary, MeetsNothing) {
  const Folder folder;
  const json result = grade_attempt(folder, "print-queue", GetParam().files);
  expect_nothing_met(result, "split");
  for (const json& group : result["marking"]["groups"])
    EXPECT_EQ(group.value("problem", ""), "") << "it was not tried: it does not build";
}

const std::string kEvent =
    "{\\\"n\\\":\\\"\\\",\\\"seq\\\":0,\\\"event\\\":\\\"end\\\",\\\"id\\\":\\\"HiddenQueue.NumbersGoOn\\\","
    "\\\"state\\\":\\\"passed\\\"}";

INSTANTIATE_TEST_SUITE_P(
    Split, ForgeryByLibrary,
    testing::Values(
        before_main("ExitsWithSuccess", "_exit(0);"), when_asked("ExitsWhenItIsAsked", "std::exit(0);"),
        when_asked("Aborts", "std::abort();"),
        before_main("WritesEventsToEveryDescriptor",
                    "const std::string event = \"" + kEvent +
                        "\\n\";\nfor (int fd = 0; fd < 256; ++fd) {\n  put(\"p\", fd);\n  if (write(fd, event.data(), "
                        "event.size()) < 0) continue;\n}"),
        before_main("SpeaksForTheRelay",
                    "put(\"r\");\nput(\"a{\\\"n\\\":1,\\\"value\\\":1}\");\n"
                    "put(\"l{\\\"state\\\":\\\"passed\\\",\\\"message\\\":\\\"\\\"}\");"),
        when_asked("SpeaksForTheRelayInItsAnswer",
                   "put(\"l{\\\"state\\\":\\\"passed\\\",\\\"message\\\":\\\"\\\"}\"); for (;;) get();"),
        when_asked("AnswersTwice", "put(\"{\\\"n\\\":2,\\\"value\\\":1}\");"),
        before_main("AnswersWithAWrongKind",
                    "answer_all(\"\\\"value\\\":{\\\"state\\\":\\\"passed\\\",\\\"equal\\\":true}\");"),
        before_main("AnswersWithANumberThatIsTooLarge", "answer_all(\"\\\"value\\\":4294967297\");"),
        before_main("AnswersWithDepth",
                    "answer_all(\"\\\"value\\\":\" + std::string(60, '[') + std::string(60, ']'));"),
        before_main("AnswersEverythingWithAnError",
                    "answer_all(\"\\\"error\\\":{\\\"name\\\":\\\"std::invalid_argument\\\",\\\"message\\\":\\\"no job "
                    "12\\\"}\");"),
        before_main("AnswersWithAnErrorOfTheRunner",
                    "answer_all(\"\\\"error\\\":{\\\"name\\\":\\\"passed\\\",\\\"message\\\":\\\"p\\\"}\");"),
        by_code("ReplacesTheWorkersFunctions",
                "namespace grader_split {\nstruct Json;\nbool send(const std::string& answer) {\n"
                "  put(answer.substr(0, answer.find(',')) + \",\\\"value\\\":1}\");\n  return true;\n}\n}\n"),
        by_code("ReplacesNew",
                "#include <new>\nstatic char room[1 << 16];\nvoid* operator new(std::size_t) { return room; }\n"
                "void operator delete(void*) noexcept {}\nvoid operator delete(void*, std::size_t) noexcept {}\n"),
        when_asked("JumpsOutOfACall", "longjmp(place, 1);",
                   "#include <csetjmp>\nstatic jmp_buf place;\n__attribute__((constructor)) static void before() {\n"
                   "  if (setjmp(place) != 0) {\n    put(\"{\\\"n\\\":2,\\\"value\\\":1}\");\n    _exit(0);\n  }\n}\n"),
        before_main("PrintsARunnersSummary",
                    "put(\"{\\\"n\\\":1,\\\"value\\\":1}\", 1);\nconst char text[] = \"[  PASSED  ] 17 tests.\\n\";\n"
                    "if (write(1, text, sizeof text) < 0) return;"),
        before_main("EndsItsParents", "for (const pid_t who : {getppid(), pid_t{1}, pid_t{-1}}) kill(who, SIGKILL);"),
        before_main("LeavesAProcessBehind",
                    "if (fork() == 0) {\n  setsid();\n  for (;;) {\n    usleep(10000);\n    put(\"r\");\n  }\n}"),
        before_main("ReadsTheTestsItFinds",
                    "for (const char* path : {\"/job/tests/hidden_test.cc\", \"/job/in/suite\", \"/job/in/tests\"})\n"
                    "  if (access(path, F_OK) == 0) answer_all(\"\\\"value\\\":1\");"),
        by_header("IsEqualToEverything",
                  "\ntemplate <class T> bool operator==(const T&, const Job&) { return true; }\n"
                  "template <class T> bool operator==(const T&, const Queue&) { return true; }\n"),
        by_header("RedefinesAssertions",
                  "\n#undef EXPECT_EQ\n#define EXPECT_EQ(a, b) SUCCEED()\n#define GTEST_DONT_DEFINE_TEST 1\n"
                  "#define assert(x)\n"),
        by_header("IncludesTheTestsItFinds",
                  "\n#if __has_include(\"/job/tests/hidden_test.cc\") || __has_include(\"/job/tests/public_test.cc\")\n"
                  "#error \"the tests are here\"\n#endif\n"),
        Attempt{
            .name = "BringsItsOwnTestsAndRunner",
            .files = {{"src/queue.cc", kStub},
                      {"src/split_tests.h", "#error \"of the work\"\n"},
                      {"src/split_wire.h", "#error \"of the work\"\n"},
                      {"split_worker.h", "#error \"of the work\"\n"},
                      {"src/gtest/gtest.h", "#define TEST(a, b) void a##b()\n"},
                      {"tests/hidden/hidden_test.cc", "#include <gtest/gtest.h>\nTEST(HiddenQueue, NumbersGoOn) {}\n"},
                      {"tests/public/public_test.cc",
                       "#include <gtest/gtest.h>\nTEST(PublicQueue, NumbersJobs) {}\n"}}}),
    name_of_attempt);

}  // namespace
}  // namespace grader
