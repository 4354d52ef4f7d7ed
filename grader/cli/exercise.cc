#include <algorithm>
#include <filesystem>
#include <iostream>

#include "grader/base/files.h"
#include "grader/base/text.h"
#include "grader/cli/commands.h"
#include "grader/cli/forgers.h"
#include "grader/cli/mutants.h"
#include "grader/cli/uncopied.h"
#include "grader/pipeline/hidden_tests.h"
#include "grader/pipeline/pipeline.h"

namespace grader::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kVerifying = "verifying the exercise";

// Starter, then reference, then a faulty version, each laid over the one before.
Result<TempFolder> lay_over(const Exercise& exercise, const std::vector<std::string>& layers) {
  auto folder = TempFolder::make(cache_folder() / "scratch");
  if (!folder) return folder;
  auto files = layers_of(exercise, layers);
  if (!files) return pass(files);
  for (const auto& [file, bytes] : *files) {
    if (auto written = write_file(folder->path() / file, bytes); !written) return pass(written);
  }
  return folder;
}

class Verifier {
 public:
  explicit Verifier(const Exercise& exercise) : exercise_(exercise) {}

  // What each part finds; where one finds something, the longer ones after it are not begun.
  Result<std::vector<std::string>> run() {
    using Part = Result<void> (Verifier::*)();
    constexpr Part kParts[] = {&Verifier::check_solution_and_starter, &Verifier::check_versions,
                               &Verifier::check_mutants};
    for (const Part part : kParts) {
      if (auto checked = (this->*part)(); !checked) return pass(checked);
      whole_ = part == &Verifier::check_mutants;
      if (!problems_.empty()) break;
    }
    return problems_;
  }
  bool whole() const { return whole_; }  // no part was left out
  int forgers() const { return forgers_; }
  const Mutation& mutation() const { return mutation_; }
  const std::vector<std::string>& uncopied() const { return uncopied_; }

 private:
  void problem(const std::string& text) { problems_.push_back(text); }

  Result<void> check_solution_and_starter() {
    const auto once = grade_layers({exercise_.starter, exercise_.reference});
    if (!once) return std::unexpected(once.error());
    check_inventory(*once);
    if (auto again = check_again(*once); !again) return again;
    for (const RequirementResult& r : once->marking->requirements) {
      if (r.state != RequirementState::kMet)
        problem("the reference does not meet " + r.id + " (" + std::to_string(r.passed) + " of " +
                std::to_string(r.tests) + " tests pass)");
    }
    auto starter = grade_layers({exercise_.starter});
    if (!starter) return pass(starter);
    for (const RequirementResult& r : starter->marking->requirements) {
      const bool given = std::any_of(exercise_.requirements.begin(), exercise_.requirements.end(),
                                     [&](const Requirement& q) { return q.id == r.id && q.given; });
      if (r.state == RequirementState::kMet && !given)
        problem("the starter meets " + r.id + " already, which is not marked given");
      if (r.state != RequirementState::kMet && given)
        problem("the starter does not meet " + r.id + ", which is marked given");
    }
    check_bugs(starter->open);
    check_canaries(*once, *starter);
    starter_ = std::move(*starter);
    return {};
  }

  // Of the work that must not pass, and of the tests that notice it.
  Result<void> check_versions() {
    const auto copied = grade_layers({exercise_.starter, exercise_.reference}, {}, true);
    if (!copied) return std::unexpected(copied.error());
    uncopied_ = cli::uncopied(*copied);
    if (auto forged = check_forgers(starter_); !forged) return forged;
    for (const Faulty& faulty : exercise_.faulty) {
      if (auto checked = check_faulty(faulty); !checked) return checked;
    }
    return {};
  }

  Result<Grading> grade_layers(const std::vector<std::string>& layers, const fs::path& cache = {},
                               bool copy_all = false) {
    auto folder = lay_over(exercise_, layers);
    if (!folder) return pass(folder);
    return grade_folder(folder->path(), cache, copy_all);
  }

  Result<Grading> grade_folder(const fs::path& folder, const fs::path& cache, bool copy_all = false) {
    SystemProcessRunner runner;
    pipeline::Request request{.tests_of_tests = false, .copy_all = copy_all};
    if (!cache.empty()) request.cache = cache;
    return pipeline::grade_files(runner, exercise_, folder, request);
  }

  // Beside the hidden tests: each ends on the reference as it must, and none contradicts the others on the starter.
  void check_canaries(const Grading& reference, const Grading& starter) {
    const GroupResult* hidden = hidden_group(reference);
    if (hidden == nullptr || !hidden->built || exercise_.mode != Mode::kInProcess) return;
    if (hidden->copied.empty())
      problem("no hidden test has a copy that watches over the run: docs/exercises.md says which tests can have one");
    const auto passed = std::count_if(hidden->canaries.begin(), hidden->canaries.end(),
                                      [](const TestCase& test) { return test.state == TestState::kPassed; });
    for (const TestCase& test : hidden->canaries) {
      if (test.state != TestState::kPassed && test.state != TestState::kFailed)
        problem("a copy of a hidden test that must fail does not, on the reference: " + test.id + ", " +
                name_of(test.state));
    }
    if (!hidden->canaries.empty() && passed != 1)
      problem("the test that must pass beside the hidden tests does not, on the reference");
    const GroupResult* before = hidden_group(starter);
    if (before != nullptr && before->contradicts) problem("the starter's results contradict each other");
  }

  // Generic tricks laid over the starter meet no requirement.
  Result<void> check_forgers(const Grading& starter) {
    auto forgers = forgers_for(exercise_.language);
    if (!forgers) return pass(forgers);
    for (const Forger& forger : *forgers) {
      auto folder = lay_over(exercise_, {exercise_.starter});
      if (!folder) return pass(folder);
      if (auto laid = lay_forger(forger, folder->path()); !laid) return laid;
      const auto grading = grade_folder(folder->path(), {});
      if (!grading) return std::unexpected(grading.error());
      const std::vector<std::string> met = gained(exercise_, starter, *grading);
      if (!met.empty()) problem("code that does not do the work meets " + join(met, ", ") + ": forger " + forger.name);
      ++forgers_;
    }
    return {};
  }

  // An apprentice must see each seeded bug in the public tests, or it looks fixed from the beginning.
  void check_bugs(const Edition& open) {
    for (const Requirement& requirement : exercise_.requirements) {
      const bool looks_fixed = std::any_of(
          open.requirements.begin(), open.requirements.end(),
          [&](const RequirementResult& r) { return r.id == requirement.id && r.state == RequirementState::kMet; });
      if (requirement.bug && looks_fixed)
        problem("the starter passes every public test of " + requirement.id + ", which is marked a bug");
    }
  }

  // The reference a second time, nothing kept from the first: every test case must end as it did.
  Result<void> check_again(const Grading& first) {
    auto cache = TempFolder::make(cache_folder() / "scratch");
    if (!cache) return pass(cache);
    const auto second = grade_layers({exercise_.starter, exercise_.reference}, cache->path());
    if (!second) return std::unexpected(second.error());
    for (std::size_t g = 0; g < first.marking->groups.size(); ++g) {
      const auto& before = first.marking->groups[g].cases;
      const auto& after = second->marking->groups[g].cases;
      for (std::size_t i = 0; i < std::min(before.size(), after.size()); ++i) {
        if (before[i].state != after[i].state) problem("test " + before[i].id + " ends differently on a second run");
      }
      if (before.size() != after.size())
        problem("a second run of the " + first.marking->groups[g].name + " tests has other tests");
    }
    return {};
  }

  void check_inventory(const Grading& grading) {
    for (const GroupResult& group : grading.marking->groups) {
      if (group.name == "own") continue;
      if (!group.built) problem("the " + group.name + " tests do not run on the reference: " + group.problem);
      for (const TestCase& test : group.cases) {
        if (test.state == TestState::kUnexpected) problem("test " + test.id + " is mapped to no requirement");
        if (test.state != TestState::kPassed && test.state != TestState::kUnexpected)
          problem("test " + test.id + " on the reference: " + name_of(test.state));
      }
    }
  }

  Result<void> check_faulty(const Faulty& faulty) {
    auto grading = grade_layers({exercise_.starter, exercise_.reference, faulty.dir});
    if (!grading) return pass(grading);
    const auto hidden = std::find_if(grading->marking->groups.begin(), grading->marking->groups.end(),
                                     [](const GroupResult& g) { return g.name == "hidden"; });
    for (const std::string& id : faulty.breaks) {
      const bool caught = hidden != grading->marking->groups.end() &&
                          std::any_of(hidden->cases.begin(), hidden->cases.end(), [&](const TestCase& test) {
                            const auto row = exercise_.hidden_tests->cases.find(test.id);
                            return row != exercise_.hidden_tests->cases.end() && test.state != TestState::kPassed &&
                                   std::find(row->second.begin(), row->second.end(), id) != row->second.end();
                          });
      if (!caught) problem(faulty.dir + " passes every hidden test of " + id + ", which it breaks");
    }
    return {};
  }

  // Small faults put into the reference: how many of them the hidden tests notice.
  Result<void> check_mutants() {
    auto reference = lay_over(exercise_, {exercise_.starter, exercise_.reference});
    if (!reference) return pass(reference);
    SystemProcessRunner runner;
    auto mutation = pipeline::judge_hidden_tests(runner, exercise_, reference->path(), {});
    if (!mutation) return pass(mutation);
    mutation_ = std::move(*mutation);
    const std::size_t killed = count_of(mutation_, MutantState::kKilled);
    if (!mutation_.problem.empty())
      problem("the hidden tests could not be run against mutants: " + mutation_.problem);
    else if (exercise_.least_mutation > 0 && mutation_.mutants.empty())
      problem("minimum.mutation is set, and no place of the reference could be changed");
    if (killed * 100 < static_cast<std::size_t>(exercise_.least_mutation) * mutation_.mutants.size())
      problem("the hidden tests notice " + std::to_string(killed) + " of " + std::to_string(mutation_.mutants.size()) +
              " mutants of the reference, fewer than minimum.mutation, " + std::to_string(exercise_.least_mutation) +
              " %" + unnoticed(mutation_));
    return {};
  }

  const Exercise& exercise_;
  std::vector<std::string> problems_;
  bool whole_ = false;
  Grading starter_;
  int forgers_ = 0;
  Mutation mutation_;  // of the reference, under the hidden tests
  std::vector<std::string> uncopied_;
};

}  // namespace

Result<int> exercise_verify(const std::string& folder) {
  auto exercise = read_exercise(folder);
  if (!exercise) return pass(exercise);
  if (exercise->is_pack() || exercise->reference.empty()) {
    return fail(Fault::kUsage, kVerifying, printable(folder), "a public pack: it has no hidden tests and no reference",
                "verify the exercise it was published from");
  }
  Verifier verifier(*exercise);
  auto problems = verifier.run();
  if (!problems) return pass(problems);
  if (problems->empty()) {
    std::cout << exercise->id << ": verified. " << counted(exercise->requirements.size(), "requirement") << ", "
              << exercise->hidden_tests->cases.size() << " hidden and "
              << counted(exercise->public_tests.cases.size(), "public test") << ", "
              << counted(exercise->faulty.size(), "faulty version") << ". " << counted(verifier.forgers(), "forger")
              << " gained nothing.\n"
              << mutation_words(verifier.mutation())
              << say_uncopied(verifier.uncopied(), exercise->hidden_tests->cases.size());
    return 0;
  }
  return fail(Fault::kSetup, kVerifying, exercise->id, join(*problems, "\n         "),
              "mend these, then verify again" +
                  std::string(verifier.whole() ? "" : ": what takes longer comes once nothing is found"));
}

Result<int> exercise_publish(const std::string& folder, const std::string& out) {
  auto exercise = read_exercise(folder);
  if (!exercise) return pass(exercise);
  auto pack = public_pack(*exercise);
  if (!pack) return pass(pack);
  for (const auto& [path, bytes] : *pack) {
    if (auto written = write_file(fs::path(out) / path, bytes); !written) return pass(written);
  }
  std::cout << "Public pack of " << exercise->id << ": " << counted(pack->size(), "file") << " in " << out << "\n";
  return 0;
}

}  // namespace grader::cli
