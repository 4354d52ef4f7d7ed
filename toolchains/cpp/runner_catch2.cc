// The trusted main of every Catch2 suite (version 2.13).

#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include "runner.h"

namespace {

class Teller : public Catch::StreamingReporterBase<Teller> {
 public:
  Teller(const Catch::ReporterConfig& config, std::string& message, State& failure)
      : StreamingReporterBase(config), message_(message), failure_(failure) {}
  static std::string getDescription() { return "tells the suite's parent"; }
  void assertionStarting(const Catch::AssertionInfo&) override {}
  bool assertionEnded(const Catch::AssertionStats& stats) override {
    const Catch::AssertionResult& result = stats.assertionResult;
    if (result.isOk()) return true;
    const bool about_exceptions =
        static_cast<std::string>(result.getTestMacroName()).find("THROW") != std::string::npos;
    if (result.getResultType() != Catch::ResultWas::ThrewException || about_exceptions) failure_ = State::kFailed;
    const Catch::SourceLineInfo line = result.getSourceInfo();
    message_ += place(line.file, static_cast<int>(line.line));
    message_ += result.hasExpression() ? result.getExpressionInMacro() + " with " + result.getExpandedExpression() : "";
    if (result.hasMessage()) message_ += " " + static_cast<std::string>(result.getMessage());
    for (const Catch::MessageInfo& info : stats.infoMessages) message_ += " " + info.message;
    message_ += "\n";
    return true;
  }

 private:
  std::string& message_;
  State& failure_;
};

int run(const Catch::TestCase& test, int pipe) {
  Catch::ConfigData data;
  data.outputFilename = "%debug";
  const auto config = std::make_shared<Catch::Config>(data);
  std::string message;
  State failure = State::kThrew;
  Catch::IStreamingReporterPtr reporter(new Teller(Catch::ReporterConfig(config), message, failure));
  Catch::RunContext context(config, std::move(reporter));
  const Catch::Totals totals = context.runTest(test);
  const bool passed = totals.testCases.failed == 0 && totals.assertions.failed == 0;
  tell(pipe, passed ? State::kPassed : failure, message);
  return 0;
}

// Hidden ones ("[.]") run only when they are asked for, which nobody does here.
std::vector<Test> find(char**) {
  static const Catch::Config config;
  std::vector<Test> found;
  for (const Catch::TestCase& test : Catch::getAllTestCasesSorted(config)) {
    const Catch::TestCase* kept = &test;
    if (!test.isHidden()) found.push_back({test.name, [kept](int pipe) { return run(*kept, pipe); }});
  }
  return found;
}

}  // namespace

int main(int argc, char** argv) {
  return run_suite(argc, argv, find);
}
