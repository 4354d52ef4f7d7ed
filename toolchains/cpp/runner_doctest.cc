// The trusted main of every doctest suite (version 2.4).

#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include "runner.h"

namespace {

int teller_pipe = -1;
const doctest::TestCaseData* wanted = nullptr;

class Teller : public doctest::IReporter {
 public:
  explicit Teller(const doctest::ContextOptions&) {}
  void test_case_start(const doctest::TestCaseData& test) override { current_ = &test; }
  void test_case_end(const doctest::CurrentTestCaseStats& stats) override {
    if (current_ == wanted) tell(teller_pipe, stats.testCaseSuccess ? State::kPassed : failure_, message_);
  }
  void test_case_exception(const doctest::TestCaseException& exception) override {
    message_ += std::string("ended by an exception: ") + exception.error_string.c_str() + "\n";
  }
  void log_assert(const doctest::AssertData& check) override {
    if (!check.m_failed) return;
    const bool about_exceptions =
        (check.m_at & (doctest::assertType::is_throws | doctest::assertType::is_throws_as |
                       doctest::assertType::is_throws_with | doctest::assertType::is_nothrow)) != 0;
    if (!check.m_threw || about_exceptions) failure_ = State::kFailed;
    message_ += place(check.m_file, check.m_line) + check.m_expr + " with " + check.m_decomp.c_str() + "\n";
  }
  void test_case_skipped(const doctest::TestCaseData& test) override {
    if (&test == wanted) tell(teller_pipe, State::kSkipped, "");
  }
  void report_query(const doctest::QueryData&) override {}
  void test_run_start() override {}
  void test_run_end(const doctest::TestRunStats&) override {}
  void test_case_reenter(const doctest::TestCaseData&) override {}
  void subcase_start(const doctest::SubcaseSignature&) override {}
  void subcase_end() override {}
  void log_message(const doctest::MessageData&) override {}

 private:
  const doctest::TestCaseData* current_ = nullptr;
  std::string message_;
  State failure_ = State::kThrew;
};
REGISTER_LISTENER("teller", 1, Teller);

// Every other test is marked as skipped: which one runs does not hang on names. `skip` is what the test itself asks
// for.
int run(const doctest::detail::TestCase* test, bool skip, int pipe) {
  teller_pipe = pipe;
  wanted = test;
  for (const doctest::detail::TestCase& other : doctest::detail::getRegisteredTests()) {
    const_cast<doctest::detail::TestCase&>(other).m_skip = &other != test || skip;
  }
  doctest::Context context;
  context.setOption("minimal", true);
  context.setOption("quiet", true);
  context.run();
  return 0;
}

std::vector<Test> find(char**) {
  std::vector<const doctest::detail::TestCase*> tests;
  for (const doctest::detail::TestCase& test : doctest::detail::getRegisteredTests()) tests.push_back(&test);
  std::sort(tests.begin(), tests.end(), [](const auto* a, const auto* b) {
    const int files = std::strcmp(a->m_file.c_str(), b->m_file.c_str());
    return files != 0 ? files < 0 : a->m_line < b->m_line;
  });
  std::vector<Test> found;
  for (const doctest::detail::TestCase* test : tests) {
    const std::string suite = test->m_test_suite == nullptr ? "" : test->m_test_suite;
    found.push_back({(suite.empty() ? "" : suite + "/") + test->m_name,
                     [test, skip = test->m_skip](int pipe) { return run(test, skip, pipe); }});
  }
  return found;
}

}  // namespace

int main(int argc, char** argv) {
  return run_suite(argc, argv, find);
}
