#include "grader/cohort/review.h"

#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "grader/base/dates.h"
#include "grader/base/files.h"
#include "grader/base/text.h"
#include "grader/cli/commands.h"
#include "grader/cli/opened.h"
#include "grader/cohort/released_folder.h"
#include "grader/cohort/sample.h"
#include "grader/report/table.h"

namespace grader::cli {
namespace {

namespace fs = std::filesystem;

std::int64_t now() {
  return utc_now().time_since_epoch().count();
}

Result<void> write_sheet(const Sheet& sheet, const fs::path& file) {
  if (file.extension() != ".xlsx") return write_file(file, report::csv(sheet.table));
  const auto bytes = report::xlsx({sheet});
  if (!bytes) return std::unexpected(bytes.error());
  return write_file(file, *bytes);
}

// Somebody may have filled it in.
Result<void> not_there(const fs::path& file) {
  std::error_code code;
  if (!fs::exists(fs::symlink_status(file, code))) return {};
  return fail(Fault::kUsage, "writing the review", printable(file.string()), "it is there already, perhaps filled in",
              "name a file that is not, or import it and remove it");
}

Result<void> need(const std::string& value, const char* option, const char* what) {
  if (!value.empty()) return {};
  return fail(Fault::kUsage, "reading the command line", option, "it is missing", what);
}

// The one row that a decision is about. The exercise may be left out when the cohort has one.
Submission submission_of(const cohort::Cohort& cohort, const PeopleOptions& options) {
  const bool only = options.exercise.empty() && cohort.exercises.size() == 1;
  return {.cohort = cohort.rules.name,
          .apprentice = options.apprentice,
          .exercise = only ? cohort.exercises.front().id : options.exercise};
}

// Fails with kUsage when the roster, its exercise or the run has no such row; its item otherwise.
Result<const Item*> item_of(const Opened& opened, const cohort::Marked& marked, const PeopleOptions& options,
                            const Submission& submission) {
  const cohort::Row* row = opened.cohort.find(submission);
  const auto skills = row == nullptr ? std::vector<std::string>{} : opened.cohort.skills_of(*row);
  if (std::find(skills.begin(), skills.end(), options.skill) == skills.end())
    return fail(
        Fault::kUsage, "deciding", printable(options.apprentice + " " + options.exercise + " " + options.skill),
        row == nullptr ? "the roster has no such row" : "the exercise is not for that skill",
        row == nullptr ? "name --apprentice and --exercise as the roster does" : "name one of: " + join(skills, ", "));
  const Item* item = marked.find(submission);
  if (item == nullptr || item->grading.empty())
    return fail(Fault::kUsage, "deciding", printable(submission.apprentice + " " + submission.exercise),
                "nothing of it is graded", "run the cohort first");
  return item;
}

// A level that was released stays so when it changes; its report is in the results, or where --out said.
Result<void> renew_report(const Opened& opened, const PeopleOptions& options) {
  const fs::path folder = opened.cohort.rules.out / "released";
  if (cohort::released_files_of(folder, options.apprentice).empty()) {
    std::cout << "The report that was released is out of date; where --out put it, write it anew: grader release "
              << "--apprentice " << options.apprentice << " --who " << printable(options.who) << " --out FOLDER\n";
    return {};
  }
  const auto written = write_reports(opened, options.apprentice, folder);
  if (!written) return std::unexpected(written.error());
  std::cout << "The released report is written anew in " << folder.string() << "\n";
  return {};
}

Result<void> decide_one(const Opened& opened, const PeopleOptions& options, const std::string& what) {
  const auto marked = cohort::read_marked(opened.cohort, *opened.store);
  if (!marked) return std::unexpected(marked.error());
  const Submission submission = submission_of(opened.cohort, options);
  const auto item = item_of(opened, *marked, options, submission);
  if (!item) return std::unexpected(item.error());
  Decision decision;
  cohort::Standing standing;
  const auto check = [&](const std::vector<AuditEntry>& chain) -> Result<std::vector<Decision>> {
    standing = cohort::standing_at(cohort::standing_of(chain), submission, options.skill, (*item)->commit);
    auto allowed = cohort::checked({.at = now(),
                                    .who = options.who,
                                    .what = what,
                                    .submission = submission,
                                    .skill = options.skill,
                                    .after = options.level,
                                    .reason = options.reason,
                                    .comment = trim(options.comment)},
                                   standing, cohort::why_of(marked->gates, submission, options.skill));
    if (!allowed) return std::unexpected(allowed.error());
    decision = *allowed;
    return std::vector{decision};
  };
  if (auto decided = opened.store->decide(opened.cohort.rules.name, check); !decided) return decided;
  std::cout << printable(submission.apprentice + " " + submission.exercise + " " + options.skill) << "  "
            << decision.before << " -> " << what << (decision.after.empty() ? "" : ": " + decision.after) << "\n";
  const bool released = what == cohort::kAnswer && standing.stage == Stage::kReleased;
  if (released && (standing.level != decision.after || standing.comment != decision.comment)) {
    if (auto renewed = renew_report(opened, options); !renewed) return renewed;
  }
  return write_again(opened);
}

std::string what_of(const std::string& as) {
  if (as == "second") return cohort::kSecond;
  if (as == "moderate") return cohort::kModerate;
  return as == "answer" ? cohort::kAnswer : cohort::kConfirm;
}

}  // namespace

Result<int> decide(const PeopleOptions& options) {
  const auto opened = open_with_store(options.file);
  if (!opened) return std::unexpected(opened.error());
  if (auto decided = decide_one(*opened, options, what_of(options.as)); !decided) return pass(decided);
  return 0;
}

Result<int> review_ask(const PeopleOptions& options) {
  const auto opened = open_with_store(options.file);
  if (!opened) return std::unexpected(opened.error());
  PeopleOptions asked = options;
  if (asked.who.empty()) asked.who = options.apprentice;
  if (auto decided = decide_one(*opened, asked, cohort::kAsk); !decided) return pass(decided);
  return 0;
}

Result<int> review_export(const PeopleOptions& options) {
  if (auto there = need(options.out, "--out", "name a file that ends in .xlsx or .csv"); !there) return pass(there);
  if (auto free = not_there(options.out); !free) return pass(free);
  const auto opened = open_with_store(options.file);
  if (!opened) return std::unexpected(opened.error());
  const auto marked = cohort::read_marked(opened->cohort, *opened->store);
  if (!marked) return std::unexpected(marked.error());
  if (options.reveal) {
    if (auto there = need(options.who, "--who", "name the tutor to whom levels are shown"); !there) return pass(there);
    const auto noted = opened->store->decide({{.at = now(),
                                               .who = options.who,
                                               .what = cohort::kReveal,
                                               .submission = {.cohort = opened->cohort.rules.name},
                                               .reason = options.reason}});
    if (!noted) return std::unexpected(noted.error());
  }
  const auto sheet =
      cohort::review_sheet(opened->cohort, *opened->store, *marked,
                           {.tutor = options.tutor, .second = options.second, .revealed = options.reveal});
  if (!sheet) return std::unexpected(sheet.error());
  if (auto written = write_sheet(*sheet, options.out); !written) return pass(written);
  std::cout << sheet->table.rows.size() << " rows to fill in: " << options.out << "\n";
  return 0;
}

Result<int> review_import(const PeopleOptions& options) {
  if (auto there = need(options.who, "--who", "name the tutor who filled it in"); !there) return pass(there);
  const auto opened = open_with_store(options.file);
  if (!opened) return std::unexpected(opened.error());
  auto marked = cohort::read_marked(opened->cohort, *opened->store);
  if (!marked) return pass(marked);
  const auto table = cohort::read_table_of(options.table);
  if (!table) return std::unexpected(table.error());
  std::size_t count = 0;
  const auto check = [&](const std::vector<AuditEntry>& chain) -> Result<std::vector<Decision>> {
    marked->standings = cohort::standing_of(chain);
    auto taken = cohort::read_review(opened->cohort, *marked, *table, what_of(options.as), options.who, utc_now());
    if (!taken) return pass(taken);
    for (const cohort::NotTaken& row : taken->wrong)
      std::cerr << "line " << row.line << ": " << printable(row.found) << "\n";
    if (!taken->wrong.empty())
      return fail(Fault::kUsage, "reading the review", options.table,
                  std::to_string(taken->wrong.size()) + " rows cannot be taken; nothing was recorded",
                  "mend the rows named above, then import it again");
    count = taken->decisions.size();
    return options.dry_run ? std::vector<Decision>{} : std::move(taken->decisions);
  };
  if (auto decided = opened->store->decide(opened->cohort.rules.name, check); !decided) return pass(decided);
  if (!options.dry_run) {
    if (auto written = write_again(*opened); !written) return pass(written);
  }
  std::cout << count << (options.dry_run ? " decisions would be recorded\n" : " decisions recorded\n");
  return 0;
}

Result<int> review_list(const PeopleOptions& options) {
  const auto opened = open_with_store(options.file);
  if (!opened) return std::unexpected(opened.error());
  const auto audit = opened->store->audit(opened->cohort.rules.name);
  if (!audit) return std::unexpected(audit.error());
  const cohort::Standings standings = cohort::standing_of(*audit);
  std::size_t listed = 0;
  for (const auto& [key, standing] : standings) {
    const std::vector<std::string>& by = standing.questioned_by;
    if (!standing.review || std::find(by.begin(), by.end(), options.tutor) != by.end()) continue;
    ++listed;
    std::cout << key.first.apprentice << " " << key.first.exercise << " " << key.second << "  " << standing.questioned
              << ", given by " << (by.empty() ? "nobody" : by.front()) << "; for another tutor\n";
  }
  std::cout << listed << (listed == 1 ? " review is" : " reviews are") << " asked for\n";
  return 0;
}

Result<int> review_sample(const PeopleOptions& options) {
  if (auto there = need(options.who, "--who", "name who draws the sample"); !there) return pass(there);
  const auto opened = open_with_store(options.file);
  if (!opened) return std::unexpected(opened.error());
  const auto marked = cohort::read_marked(opened->cohort, *opened->store);
  if (!marked) return std::unexpected(marked.error());
  const auto drawn = cohort::draw(marked->standings, {.seed = options.seed, .percent = options.percent});
  std::vector<Decision> decisions;
  for (const auto& [submission, skill] : drawn) {
    std::cout << submission.apprentice << " " << submission.exercise << " " << skill << "\n";
    decisions.push_back({.at = now(),
                         .who = options.who,
                         .what = cohort::kSample,
                         .submission = submission,
                         .commit = marked->standings.at({submission, skill}).commit,
                         .skill = skill,
                         .after = "seed " + std::to_string(options.seed) + ", " + std::to_string(options.percent) +
                                  " % and all that are Not yet"});
  }
  if (auto decided = opened->store->decide(decisions); !decided) return pass(decided);
  std::cout << drawn.size() << " rows drawn for a second mark\n";
  return 0;
}

Result<int> review_agreement(const PeopleOptions& options, const Output& output) {
  const auto opened = open_with_store(options.file);
  if (!opened) return std::unexpected(opened.error());
  const auto audit = opened->store->audit(opened->cohort.rules.name);
  if (!audit) return std::unexpected(audit.error());
  const cohort::Agreement agreement = cohort::agreement_of(cohort::standing_of(*audit));
  if (output.json) {
    nlohmann::json json = {{"rows", agreement.rows},
                           {"same", agreement.same},
                           {"one_apart", agreement.one_apart},
                           {"further", agreement.further},
                           {"within_tolerance", agreement.within_tolerance()}};
    if (agreement.kappa) json["weighted_kappa_thousandths"] = *agreement.kappa;
    std::cout << json << "\n";
    return 0;
  }
  std::cout << agreement.rows << " rows with two marks: " << agreement.same << " the same, " << agreement.one_apart
            << " one level apart, " << agreement.further << " further apart\n";
  if (agreement.kappa)
    std::cout << "Weighted kappa " << *agreement.kappa << " thousandths\n";
  else
    std::cout << "Weighted kappa: fewer than 30 rows, or all marks are equal\n";
  if (agreement.rows > 0)
    std::cout << (agreement.within_tolerance() ? "Within tolerance: levels that were not drawn stand\n"
                                               : "Not within tolerance: widen the sample\n");
  return 0;
}

}  // namespace grader::cli
