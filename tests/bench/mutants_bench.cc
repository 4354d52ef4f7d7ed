// Prints what judging a submission's own tests by mutants costs; scripts/bench mutants starts it. No test.
//   mutants_bench HELPER LANGUAGE SAMPLE EXERCISE     the folder of a submission and that of its exercise
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <vector>

#include "grader/pipeline/options.h"
#include "grader/pipeline/source.h"
#include "grader/pipeline/subplan.h"
#include "grader/report/report.h"
#include "grader/run/run.h"
#include "tests/bench/submission.h"
#include "tests/support/mutant.h"

namespace {

using namespace grader;
namespace fs = std::filesystem;

constexpr int kRounds = 5;

struct Spent {
  double wall = 0;
  double processor = 0;  // of this program and of its boxes
};

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

double processor_seconds() {
  double all = 0;
  for (const auto who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage used{};
    getrusage(who, &used);
    all += seconds(used.ru_utime) + seconds(used.ru_stime);
  }
  return all;
}

Spent spent(const std::function<void()>& work) {
  const double processor = processor_seconds();
  const auto began = std::chrono::steady_clock::now();
  work();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  return {.wall = took.count(), .processor = processor_seconds() - processor};
}

Spent median(std::vector<Spent> all) {
  const auto middle = [&](double Spent::* part) {
    std::nth_element(all.begin(), all.begin() + kRounds / 2, all.end(),
                     [&](const Spent& a, const Spent& b) { return a.*part < b.*part; });
    return all[kRounds / 2].*part;
  };
  return {.wall = middle(&Spent::wall), .processor = middle(&Spent::processor)};
}

[[noreturn]] void stop(const std::string& why) {
  std::fprintf(stderr, "bench: %s\n", why.c_str());
  std::exit(1);
}

template <typename T>
T must(Result<T> result) {
  if (!result) stop(message(result.error()));
  return std::move(*result);
}

void must_write(const fs::path& file, const std::string& text) {
  if (auto written = write_file(file, text); !written) stop(message(written.error()));
}

// One size of submission in a folder of its own, judged from caches that hold more or less.
class Bench {
 public:
  Bench(fs::path helper, const std::string& language, const fs::path& sample, const fs::path& exercise,
        std::size_t lines)
      : helper_(std::move(helper)),
        tools_(must(toolchain::read_toolchain(data_folder() / "toolchains" / language))),
        material_(must(bench::lay_out_lines(tools_, sample, exercise / "starter", lines, folder_.path() / "work"))) {
    material_.exercise = must(read_exercise(exercise));
    material_.starter = exercise / "starter";
    for (const std::string& file : files_below(material_.starter)) material_.given.insert(file);
    for (const fs::path& folder : {shared_, cache_}) fs::create_directory(folder);
    std::vector<Step> steps = steps_to("test-events-again");
    std::erase_if(steps, [](const Step& step) { return step.kind != "framework header" && step.kind != "runner"; });
    run(steps, shared_);
    // The same as a grading keeps it, whose runs are of these versions.
    SystemProcessRunner runner;
    must(run::run_steps(runner, steps, pipeline::options_for(whole(), must(pipeline::tool_versions(tools_)))));
    fs::rename(cache_, shared_by_gradings_);
  }

  void print() {
    const Spent all = median_of([&] { start_with(shared_by_gradings_); }, [&] { grade(); });
    const Spent cold = median_of([&] { start_with(shared_); }, [&] { feedback(); });
    const std::size_t judged = mutation_.mutants.size(), lines = bench::own_lines(tools_, material_);
    fs::copy(cache_, kept_, fs::copy_options::recursive);
    const fs::path file = fs::path(material_.workspace.root) / made_.request.files.begin()->first;
    const std::string text = must(read_file(file));
    must_write(file, bench::edited(text, tools_.id));
    const Spent edited = median_of([&] { start_with(kept_); }, [&] { feedback(); });
    must_write(file, text);
    feedback();
    const Spent step = again("mutant-events"), suite = again("test-events-again");
    const Spent rebuilt = rebuilds();
    const double numbers = static_cast<double>(judged);
    std::printf("%s, %zu own lines, %zu mutants judged, %zu told\n", tools_.id.c_str(), lines, judged,
                mutation_.told.size());
    line("  a whole check", all, 1, "s ");
    line("  mutants, from start to feedback", cold, 1, "s ");
    line("  after an edit of one function", edited, 1, "s ");
    line("  a mutant", step, 1e3 / numbers, "ms");
    line("  against a process per mutant", suite, 1e3, "ms");
    line("  against a rebuild per mutant", rebuilt, 1e3, "ms");
    std::printf("  %-32s %7.0f MiB  (%.0f MiB of the largest step before it)\n", "peak memory of the run",
                static_cast<double>(peaks_.back()) / (1 << 20),
                static_cast<double>(*std::max_element(peaks_.begin(), peaks_.end() - 1)) / (1 << 20));
    std::fflush(stdout);
  }

 private:
  static void line(const char* what, const Spent& spent, double factor, const char* unit) {
    std::printf("%-34s %7.2f %s  (%.2f %s of processor time)\n", what, spent.wall * factor, unit,
                spent.processor * factor, unit);
  }

  static Spent median_of(const std::function<void()>& before, const std::function<void()>& work) {
    std::vector<Spent> all;
    for (int round = 0; round < kRounds; ++round) {
      before();
      all.push_back(spent(work));
    }
    return median(std::move(all));
  }

  void start_with(const fs::path& kept) {
    fs::remove_all(cache_);
    fs::copy(kept, cache_, fs::copy_options::recursive);
  }

  // What the pipeline does for mutants, and nothing else of it.
  void feedback() {
    made_ = must(pipeline::make_own_mutants(tools_, material_, own_group(), folder_.path() / "mutants"));
    std::vector<Step> steps = steps_to("mutant-events");
    const SourceFacts source = must(pipeline::read_source(material_, tools_));
    auto tries = must(
        pipeline::kept_tries(tools_, material_, source, request(), made_, {.helper = helper_, .cache = cache_}, steps));
    const std::vector<RunResult> results = run(steps, cache_);
    mutation_ = must(pipeline::judge_own_mutants(tools_, made_, steps, results, tries));
    if (mutation_.mutants.empty()) stop(mutation_.problem);
    peaks_ = {0};
    for (const RunResult& result : results) peaks_.push_back(result.peak_bytes);
  }

  // All that a check does once git's history is read: building, every group of tests, coverage, mutants, format, lint,
  // and the reports.
  void grade() {
    SystemProcessRunner runner;
    const Grading grading = must(pipeline::grade_material(runner, material_, whole()));
    if (grading.mutation.mutants.empty()) stop("a check without mutants: " + grading.mutation.problem);
    const std::size_t bytes = report::terminal(grading, {}).size() + report::html(grading, {}).size() +
                              report::json(grading, report::Reader::kApprentice, true).size();
    if (bytes == 0) stop("no report");
  }

  pipeline::Request whole() const { return {.marking = false, .threads = 1, .cache = cache_}; }

  // The last step that leads to a report, all else from the cache.
  Spent again(const std::string& format) {
    std::vector<Step> steps = steps_to(format);
    run(steps, cache_);
    return median_of([&] { steps.back().env["REPEAT"] = std::to_string(++repeats_); }, [&] { run(steps, cache_); });
  }

  // Some of the mutants, each built alone and run, with all other files from the cache.
  Spent rebuilds() {
    std::vector<Spent> all;
    for (int round = 0; round < kRounds; ++round) {
      const Mutant& mutant =
          mutation_.mutants[static_cast<std::size_t>(round) * mutation_.mutants.size() / kRounds].mutant;
      const fs::path file = fs::path(material_.workspace.root) / mutant.path;
      const std::string text = must(read_file(file));
      all.push_back(spent([&] {
        must_write(file, support::with_mutant(text, mutant, tools_.id == "cpp" ? ";" : "pass"));
        run(steps_to("test-events-again"), cache_);
      }));
      must_write(file, text);
    }
    return median(std::move(all));
  }

  std::vector<toolchain::Group> own_group() const {
    const auto files = toolchain::files_of_role(tools_, "testfiles", material_.workspace.files);
    return {{.name = "own", .folder = material_.workspace.root, .files = files}};
  }

  toolchain::Request request() const { return {.groups = own_group(), .mutants = made_.request}; }

  // The steps that lead to a report of this format.
  std::vector<Step> steps_to(const std::string& format) const {
    const auto all = toolchain::plan(tools_, material_.workspace, request());
    return pipeline::leading_to_report(tools_, all, format);
  }

  std::vector<RunResult> run(const std::vector<Step>& steps, const fs::path& cache) {
    SystemProcessRunner runner;
    auto results = must(run::run_steps(runner, steps, {.helper = helper_, .threads = 1, .cache = cache}));
    for (const RunResult& result : results) {
      if (result.outcome == Outcome::kBlocked) stop(result.step + " was not run: " + result.why);
    }
    return results;
  }

  const fs::path helper_;
  const TempFolder folder_ = must(TempFolder::make(fs::temp_directory_path() / "grader-bench"));
  const toolchain::Toolchain tools_;
  pipeline::Material material_;
  const fs::path shared_ = folder_.path() / "shared";  // what every submission shares
  const fs::path shared_by_gradings_ = folder_.path() / "shared-by-gradings";
  const fs::path kept_ = folder_.path() / "kept";  // all of the submission before an edit
  const fs::path cache_ = folder_.path() / "cache";
  pipeline::OwnMutants made_;
  Mutation mutation_;
  std::vector<std::uint64_t> peaks_;  // of each step
  int repeats_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) stop("HELPER LANGUAGE SAMPLE EXERCISE");
  for (const std::size_t lines : {std::size_t{77}, std::size_t{300}})
    Bench(argv[1], argv[2], argv[3], argv[4], lines).print();
}
