#include <nlohmann/json.hpp>

#include "grader/report/report.h"

namespace grader::report {
namespace {

using Json = nlohmann::json;

Json to_json(const Ratio& ratio) {
  return {{"n", ratio.n}, {"d", ratio.d}};
}

// An apprentice is shown expected against actual of own and public tests; the edition holds no others.
Json to_json(const GroupResult& group) {
  Json cases = Json::array();
  for (const TestCase& test : group.cases)
    cases.push_back({{"id", test.id}, {"state", name_of(test.state)}, {"message", test.message}});
  return {{"name", group.name}, {"built", group.built}, {"problem", group.problem}, {"cases", cases}};
}

Json to_json(const Evidence& evidence) {
  Json json = {{"metric", evidence.metric}};
  if (evidence.value) {
    json["value"] = to_json(*evidence.value);
    json["detail"] = evidence.detail;
    json["places"] = evidence.places;
  } else {
    json["missing"] = name_of(evidence.missing);
    json["why"] = evidence.why;
  }
  return json;
}

Json to_json(const IndicatorResult& row, bool levels) {
  Json json = {{"id", row.id}, {"title", row.title}, {"executed", row.executed}, {"observed", row.observed}};
  if (row.level == Level::kNone)
    json["reserve"] = name_of(row.reserve);
  else if (levels)
    json.update({{"level", name_of(row.level)}, {"rule", row.rule}, {"next", row.next}});
  else
    json["level"] = "covered";
  return json;
}

Json to_json(const SkillResult& skill, bool levels) {
  Json json = {{"id", skill.id}, {"text", skill.text}, {"indicators", Json::array()}};
  if (skill.level == Level::kNone)
    json["reserve"] = name_of(skill.reserve);
  else if (levels)
    json.update({{"level", name_of(skill.level)}, {"confidence", skill.confidence}, {"why", skill.why}});
  else
    json["level"] = "covered";
  if (skill.reserve == Reserve::kContradicted) json["why"] = skill.why;
  for (const IndicatorResult& row : skill.indicators) json["indicators"].push_back(to_json(row, levels));
  return json;
}

Json to_json(const Edition& edition, bool levels) {
  Json json = {{"groups", Json::array()},        {"requirements", Json::array()}, {"evidence", Json::array()},
               {"questions", edition.questions}, {"seen", Json::array()},         {"skills", Json::array()}};
  for (const GroupResult& group : edition.groups) json["groups"].push_back(to_json(group));
  for (const RequirementResult& row : edition.requirements) {
    json["requirements"].push_back({{"id", row.id},
                                    {"level", row.level},
                                    {"text", row.text},
                                    {"state", name_of(row.state)},
                                    {"passed", row.passed},
                                    {"tests", row.tests}});
  }
  for (const auto& [metric, evidence] : edition.evidence) json["evidence"].push_back(to_json(evidence));
  for (const SeenInUse& row : edition.seen)
    json["seen"].push_back({{"id", row.id}, {"text", row.text}, {"what", row.what}, {"places", row.places}});
  for (const SkillResult& skill : edition.skills) json["skills"].push_back(to_json(skill, levels));
  return json;
}

Json to_json(const Mutation& mutation, bool levels) {
  Json json = {{"killed", count_of(mutation, MutantState::kKilled)},
               {"survived", count_of(mutation, MutantState::kSurvived)},
               {"not_covered", count_of(mutation, MutantState::kNotCovered)},
               {"not_compiled", mutation.dropped},
               {"not_tried", mutation.not_sampled},
               {"tests_left_out", mutation.left_out},
               {"problem", mutation.problem},
               {"survivors", Json::array()}};
  for (const Survivor& survivor : mutation.told) {
    const Mutant& mutant = mutation.mutants[survivor.index].mutant;
    json["survivors"].push_back({{"id", mutant.id},
                                 {"path", mutant.path},
                                 {"line", mutant.line},
                                 {"operator", mutant.op},
                                 {"original", mutant.original},
                                 {"replacement", mutant.replacement},
                                 {"text", survivor.text}});
    if (levels) json["survivors"].back()["next"] = survivor.next;
  }
  return json;
}

Json to_json(const Faults& faults) {
  Json json = {{"rejecting", faults.rejecting},
               {"voided", faults.voided},
               {"unstable", faults.unstable},
               {"problem", faults.problem},
               {"versions", Json::array()}};
  for (const SeededFault& fault : faults.faults)
    json["versions"].push_back({{"what", fault.what}, {"breaks", fault.breaks}, {"noticed_by", fault.by}});
  return json;
}

// Covered, even which way a level moved stays untold.
Json to_json(const std::vector<Moved>& moves, const char* kind, bool levels) {
  Json rows = Json::array();
  if (!levels) return rows;
  for (const Moved& move : moves)
    rows.push_back({{kind, move.id}, {"before", name_of(move.before)}, {"now", name_of(move.now)}});
  return rows;
}

Json to_json(const BothWays<Turned>& ways) {
  const auto rows_of = [](const std::vector<Turned>& turned) {
    Json rows = Json::array();
    for (const Turned& row : turned) rows.push_back({{"id", row.id}, {"before", row.before}, {"now", row.now}});
    return rows;
  };
  return {{"improved", rows_of(ways.improved)}, {"slipped", rows_of(ways.slipped)}};
}

Json to_json(const std::vector<AttemptLevels>& attempts, bool levels) {
  Json rows = Json::array();
  if (!levels) return rows;
  for (const AttemptLevels& attempt : attempts) {
    Json skills = Json::object();
    for (const auto& [id, level] : attempt.skills) {
      if (level != Level::kNone) skills[id] = name_of(level);
    }
    rows.push_back({{"number", attempt.number}, {"skills", std::move(skills)}});
  }
  return rows;
}

Json to_json(const Progress& progress, bool levels) {
  return {{"since", progress.since},
          {"improved", to_json(progress.improved, "skill", levels)},
          {"slipped", to_json(progress.slipped, "skill", levels)},
          {"unchanged", levels ? progress.unchanged : std::vector<std::string>{}},
          {"indicators",
           {{"improved", to_json(progress.indicators.improved, "id", levels)},
            {"slipped", to_json(progress.indicators.slipped, "id", levels)}}},
          {"requirements", to_json(progress.requirements)},
          {"tests", to_json(progress.tests)},
          {"gone_tests", progress.gone_tests},
          {"not_compared", progress.not_compared},
          {"attempts", to_json(progress.attempts, levels)}};
}

}  // namespace

std::string json(const Grading& grading, Reader reader, bool levels) {
  Json open = to_json(grading.open, levels);
  open["exercise"] = {{"id", grading.exercise},
                      {"title", grading.title},
                      {"version", grading.exercise_version},
                      {"hash", grading.exercise_hash}};
  open["commit"] = grading.commit;
  open["committed"] = grading.committed;
  open["tree"] = grading.tree;
  open["learner"] = grading.learner;
  open["commits"] = grading.commits;
  open["own_code_lines"] = grading.own_code_lines;
  open["language"] = grading.language;
  open["rubric"] = {{"id", grading.rubric}, {"hash", grading.rubric_hash}, {"calibrated", grading.calibrated}};
  open["standard"] = grading.standard;
  open["engine"] = grading.engine;
  open["tools"] = grading.tools;
  open["assurance"] = grading.assurance;
  open["mutation"] = to_json(grading.mutation, levels);
  open["not_read"] = Json::array();
  for (const Skipped& skipped : grading.skipped)
    open["not_read"].push_back({{"path", skipped.path}, {"why", skipped.why}});
  Json all = {
      {"schema", "grader-result-1"},
      {"public", open},
      {"circumstances", {{"tier", grading.tier}, {"attempt", grading.attempt}, {"uncommitted", grading.uncommitted}}}};
  if (grading.progress.since > 0) all["circumstances"]["progress"] = to_json(grading.progress, levels);
  if (reader == Reader::kTutor && !grading.signals.empty()) {
    Json& rows = all["circumstances"]["signals"] = Json::array();
    for (const Signal& signal : grading.signals) rows.push_back({{"what", signal.what}, {"places", signal.places}});
  }
  if (reader == Reader::kTutor && grading.marking) {
    all["marking"] = to_json(*grading.marking, levels);
    all["marking"]["faults"] = to_json(grading.faults);
  }
  // In ASCII: control characters and bidirectional overrides of the learner's reach no terminal that shows it.
  return all.dump(-1, ' ', true, Json::error_handler_t::replace) + "\n";
}

}  // namespace grader::report
