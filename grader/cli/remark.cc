#include "grader/cohort/remark.h"

#include <iostream>
#include <nlohmann/json.hpp>

#include "grader/base/dates.h"
#include "grader/base/text.h"
#include "grader/cli/commands.h"
#include "grader/cli/opened.h"

namespace grader::cli {
namespace {

using Json = nlohmann::json;

void print(const cohort::Remarked& remarked, bool preview) {
  for (const cohort::Move& move : remarked.moves) {
    const std::string what = move.submission.apprentice + " " + move.submission.exercise +
                             (move.skill.empty() ? "" : " " + move.skill) + "  " + move.before + " -> " + move.after;
    std::cout << printable(what) << "\n    " << printable(move.why) << "\n";
    if (!move.decided.empty()) std::cout << "    a person gave " << printable(move.decided) << ", which stays\n";
  }
  for (const Submission& submission : remarked.to_run)
    std::cout << printable(submission.apprentice + " " + submission.exercise)
              << "  needs a run first: grader cohort run\n";
  std::cout << remarked.moves.size() << (remarked.moves.size() == 1 ? " level moves" : " levels move")
            << (preview ? "; nothing was recorded\n" : "; recorded as " + remarked.run.id + "\n");
}

Json to_json(const cohort::Remarked& remarked) {
  Json moves = Json::array();
  for (const cohort::Move& move : remarked.moves)
    moves.push_back({{"apprentice", move.submission.apprentice},
                     {"exercise", move.submission.exercise},
                     {"skill", move.skill},
                     {"before", move.before},
                     {"after", move.after},
                     {"why", move.why},
                     {"decided", move.decided}});
  Json to_run = Json::array();
  for (const Submission& submission : remarked.to_run)
    to_run.push_back({{"apprentice", submission.apprentice}, {"exercise", submission.exercise}});
  return {{"moves", moves}, {"to_run", to_run}, {"run", remarked.run.id}};
}

}  // namespace

Result<int> remark(const CohortOptions& options, const Output& output) {
  const auto opened = open_with_store(options.file);
  if (!opened) return std::unexpected(opened.error());
  if (!options.preview) {
    if (auto held = opened->store->hold(opened->cohort.rules.name); !held) return pass(held);
  }
  const auto remarked = cohort::remark(opened->cohort, *opened->store, utc_now(), !options.preview);
  if (!remarked) return std::unexpected(remarked.error());
  if (!options.preview) {
    if (auto written = write_again(*opened); !written) return pass(written);
  }
  if (output.json)
    std::cout << to_json(*remarked).dump(-1, ' ', true, Json::error_handler_t::replace) << "\n";
  else
    print(*remarked, options.preview);
  return 0;
}

}  // namespace grader::cli
