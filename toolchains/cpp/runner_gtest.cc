// The trusted main of every GoogleTest suite.

#include <gtest/gtest.h>

#include "runner.h"

namespace {

class Teller : public testing::EmptyTestEventListener {
 public:
  Teller(int pipe, const testing::TestInfo* wanted) : pipe_(pipe), wanted_(wanted) {}
  void OnTestPartResult(const testing::TestPartResult& part) override {
    if (!part.failed()) return;
    message_ += place(part.file_name(), part.line_number()) + part.message() + "\n";
    if (part.file_name() != nullptr) state_ = State::kFailed;  // an exception stands in no file
  }
  void OnTestEnd(const testing::TestInfo& test) override {
    if (&test != wanted_) return;
    const auto& result = *test.result();
    tell(pipe_, result.Skipped() ? State::kSkipped : result.Passed() ? State::kPassed : state_, message_);
  }

 private:
  int pipe_;
  const testing::TestInfo* wanted_;  // told by its place: code under test may have its own idea of equal names
  std::string message_;
  State state_ = State::kThrew;  // of a failure
};

// What RUN_ALL_TESTS leaves out without a word, although it is registered like any other.
bool is_disabled(const std::string& name) {
  return name.starts_with("DISABLED_") || name.find("/DISABLED_") != std::string::npos;
}

std::vector<Test> find(char** argv) {
  int none = 1;
  testing::InitGoogleTest(&none, argv);
  std::vector<Test> found;
  const auto& all = *testing::UnitTest::GetInstance();
  for (int suite = 0; suite < all.total_test_suite_count(); ++suite) {
    const auto& tests = *all.GetTestSuite(suite);
    for (int test = 0; test < tests.total_test_count(); ++test) {
      const testing::TestInfo* info = tests.GetTestInfo(test);
      const std::string id = std::string(tests.name()) + "." + info->name();
      if (is_disabled(tests.name()) || is_disabled(info->name())) {
        found.push_back({id, [](int pipe) {
                           tell(pipe, State::kSkipped, "");
                           return 0;
                         }});
        continue;
      }
      found.push_back({id, [id, info](int pipe) {
                         testing::GTEST_FLAG(filter) = id;
                         auto& listeners = testing::UnitTest::GetInstance()->listeners();
                         delete listeners.Release(listeners.default_result_printer());
                         auto* teller = new Teller(pipe, info);
                         listeners.Append(teller);
                         const int code = RUN_ALL_TESTS();
                         delete listeners.Release(teller);
                         return code;
                       }});
    }
  }
  return found;
}

}  // namespace

int main(int argc, char** argv) {
  return run_suite(argc, argv, find);
}
