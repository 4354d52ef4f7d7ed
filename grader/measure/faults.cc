#include "grader/measure/faults.h"

#include <algorithm>

#include "grader/base/text.h"
#include "grader/measure/evidence.h"

namespace grader::measure {
namespace {

const TestCase* find_case(const VersionRun& run, const std::string& id) {
  const auto row =
      std::find_if(run.cases.begin(), run.cases.end(), [&](const TestCase& test) { return test.id == id; });
  return row == run.cases.end() ? nullptr : &*row;
}

bool passes(const VersionRun& run, const std::string& id) {
  const TestCase* test = find_case(run, id);
  return test != nullptr && test->state == TestState::kPassed;
}

bool fails(const VersionRun& run, const std::string& id) {
  const TestCase* test = find_case(run, id);
  return test != nullptr && is_failure(test->state);
}

// Passes on one correct version and fails on another.
bool tells_apart(const std::vector<VersionRun>& runs, const std::string& id) {
  const auto on_one = [&](bool (*ends)(const VersionRun&, const std::string&)) {
    return std::any_of(runs.begin(), runs.end(),
                       [&](const VersionRun& run) { return run.breaks.empty() && ends(run, id); });
  };
  return on_one(passes) && on_one(fails);
}

bool passes_on_all_correct(const std::vector<VersionRun>& runs, const std::string& id) {
  return std::all_of(runs.begin(), runs.end(),
                     [&](const VersionRun& run) { return !run.breaks.empty() || passes(run, id); });
}

}  // namespace

Faults judge_faults(const std::vector<VersionRun>& runs, const std::set<std::string>& unstable) {
  Faults faults;
  if (runs.empty()) return faults;
  const bool doubtful =
      std::any_of(unstable.begin(), unstable.end(), [&](const std::string& id) { return tells_apart(runs, id); });
  for (const TestCase& test : runs.front().cases) {
    if (test.state == TestState::kSkipped) continue;
    if (doubtful && unstable.contains(test.id))
      faults.unstable.push_back(test.id);
    else if (tells_apart(runs, test.id))
      faults.voided.push_back(test.id);
    else if (test.state != TestState::kPassed)
      faults.rejecting.push_back(test.id);
    else
      (passes_on_all_correct(runs, test.id) ? faults.tests : faults.unstable).push_back(test.id);
  }
  for (const VersionRun& run : runs) {
    if (run.breaks.empty()) continue;
    const auto by =
        std::find_if(faults.tests.begin(), faults.tests.end(), [&](const std::string& id) { return fails(run, id); });
    faults.faults.push_back({.what = run.what, .breaks = run.breaks, .by = by == faults.tests.end() ? "" : *by});
  }
  return faults;
}

void measure_faults(const Faults& faults, EvidenceTable& table) {
  const std::string metric = "faults.caught";
  if (!faults.problem.empty())
    return miss(table, {metric}, faults.could_not_run ? Reserve::kCouldNotRun : Reserve::kNoEvidence, faults.problem);
  if (faults.faults.empty())
    return miss(table, {metric}, Reserve::kNoEvidence, "no faulty version to hold own tests against");
  if (faults.faults.size() < kFewestFaults)
    return miss(table, {metric}, Reserve::kTooLittle,
                "fewer than " + std::to_string(kFewestFaults) + " faulty versions");
  const auto voided = static_cast<std::int64_t>(faults.voided.size());
  if (voided > 0)
    return miss(table, {metric}, Reserve::kTutor,
                counted(voided, "own test") + (voided == 1 ? " ends" : " end") +
                    " differently on versions that behave alike: " + faults.voided.front());
  const auto rejecting = static_cast<std::int64_t>(faults.rejecting.size());
  std::string aside;
  if (rejecting > 0)
    aside = counted(rejecting, "own test") + (rejecting == 1 ? " does" : " do") +
            " not pass on a correct version: " + faults.rejecting.front();
  if (faults.tests.empty())
    return miss(table, {metric}, Reserve::kTutor, aside.empty() ? "no own test judges twice alike" : aside);
  std::int64_t caught = 0;
  std::vector<std::string> places;
  for (const SeededFault& fault : faults.faults) {
    caught += fault.by.empty() ? 0 : 1;
    for (const std::string& requirement : fault.breaks) {
      const std::string place = requirement + " not noticed";
      if (fault.by.empty() && std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
    }
  }
  const auto all = static_cast<std::int64_t>(faults.faults.size());
  put(table, metric, {caught, all},
      std::to_string(caught) + " of " + counted(all, "faulty version") + " noticed" +
          (aside.empty() ? "" : "; " + aside),
      places);
}

void without_faults(EvidenceTable& table) {
  miss(table, {"faults.caught"}, Reserve::kNoEvidence, "the exercise's faulty versions are with the tutor");
}

}  // namespace grader::measure
