#include "grader/model/grading_json.h"

#include <nlohmann/json.hpp>

#include "grader/base/text.h"

namespace nlohmann {

template <typename T>
struct adl_serializer<std::optional<T>> {
  static void to_json(json& json, const std::optional<T>& value) {
    if (value)
      json = *value;
    else
      json = nullptr;
  }
  static void from_json(const json& json, std::optional<T>& value) {
    if (json.is_null())
      value.reset();
    else
      value = json.get<T>();
  }
};

}  // namespace nlohmann

// Where argument-dependent lookup finds what the macros define: not in an unnamed namespace.
namespace grader {

// The order of the enumerators is free; these words are what is kept.
NLOHMANN_JSON_SERIALIZE_ENUM(Reserve, {{Reserve::kNone, ""},
                                       {Reserve::kNoEvidence, "no evidence"},
                                       {Reserve::kTooLittle, "too little"},
                                       {Reserve::kTutor, "tutor"},
                                       {Reserve::kContradicted, "contradicted"},
                                       {Reserve::kCouldNotRun, "could not run"},
                                       {Reserve::kNotMeasured, "not measured"}})
NLOHMANN_JSON_SERIALIZE_ENUM(TestState, {{TestState::kPassed, "passed"},
                                         {TestState::kFailed, "failed"},
                                         {TestState::kCrashed, "crashed"},
                                         {TestState::kTimedOut, "timed out"},
                                         {TestState::kOverLimit, "over limit"},
                                         {TestState::kSkipped, "skipped"},
                                         {TestState::kNotReported, "not reported"},
                                         {TestState::kDuplicate, "duplicate"},
                                         {TestState::kUnexpected, "unexpected"},
                                         {TestState::kIntegrity, "integrity"},
                                         {TestState::kPlatform, "platform"}})
NLOHMANN_JSON_SERIALIZE_ENUM(RequirementState, {{RequirementState::kMet, "met"},
                                                {RequirementState::kNotMet, "not met"},
                                                {RequirementState::kNotBuilt, "not built"},
                                                {RequirementState::kNoTest, "no test"},
                                                {RequirementState::kCouldNotRun, "could not run"},
                                                {RequirementState::kNeedsPerson, "needs a person"}})
NLOHMANN_JSON_SERIALIZE_ENUM(MutantState, {{MutantState::kNotCovered, "not covered"},
                                           {MutantState::kSurvived, "survived"},
                                           {MutantState::kKilled, "killed"}})
NLOHMANN_JSON_SERIALIZE_ENUM(KillBy, {{KillBy::kAssertion, "assertion"},
                                      {KillBy::kCrash, "crash"},
                                      {KillBy::kSteps, "steps"},
                                      {KillBy::kTime, "time"}})
NLOHMANN_JSON_SERIALIZE_ENUM(Token, {{Token::kPlain, ""},
                                     {Token::kComment, "comment"},
                                     {Token::kString, "string"},
                                     {Token::kNumber, "number"},
                                     {Token::kKeyword, "keyword"},
                                     {Token::kType, "type"},
                                     {Token::kFunction, "function"}})
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Ratio, n, d)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Evidence, metric, value, missing, why, detail, places, advice)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Use, file, use, line)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TestCase, id, state, message)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(GroupResult, name, built, problem, could_not_run, contradicts, cases)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(RequirementResult, id, level, text, state, passed, tests)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Finding, file, line, rule, level, message)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Edition, groups, requirements, findings, questions)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Skipped, path, why)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Mutant, id, number, path, function, op, line, column, end_line, end_column, original,
                                   replacement, decoy)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(MutantVerdict, state, by, how)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(JudgedMutant, mutant, verdict)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Survivor, index, text, next)
// `doubtful` an older grader did not keep. NOLINTNEXTLINE(misc-const-correctness): a variable of the macro's
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Mutation, mutants, told, left_out, tests, doubtful, dropped,
                                                not_sampled, problem, could_not_run)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(SeededFault, what, breaks, by)
// `unstable` an older grader did not keep. NOLINTNEXTLINE(misc-const-correctness): a variable of the macro's
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Faults, faults, tests, rejecting, voided, unstable, problem,
                                                could_not_run)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Signal, what, places)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Span, begin, end, token)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(SourceFile, path, text, own, spans)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Invocation, name, line)
// The page's part.
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Grading, exercise, title, exercise_hash, exercise_version, language, commit, tree,
                                   commits, skipped, engine, assurance, tools, open, marking, tier, mutation, faults,
                                   signals, sources, commands, test_cpu_ms, test_memory_mib)

namespace {

using Json = nlohmann::json;

Json evidence_of(const EvidenceTable& table) {
  Json rows = Json::array();
  for (const auto& [metric, evidence] : table) rows.push_back(evidence);
  return rows;
}

EvidenceTable table_of(const Json& rows) {
  EvidenceTable table;
  for (const Json& row : rows) {
    auto evidence = row.get<Evidence>();
    std::string metric = evidence.metric;
    table.emplace(std::move(metric), std::move(evidence));
  }
  return table;
}

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

GradingText text_of(const Grading& grading) {
  Json facts = {{"asked", grading.asked},
                {"uses", grading.uses},
                {"own_code_lines", grading.own_code_lines},
                {"open", evidence_of(grading.open.evidence)},
                {"marking", nullptr}};
  if (grading.marking) facts["marking"] = evidence_of(grading.marking->evidence);
  Json page = grading;
  page["learner"] = grading.learner;
  page["committed"] = grading.committed;
  for (Json& source : page["sources"]) {
    // Colours go by bytes, of which a text that is made UTF-8 has others.
    const auto& text = source["text"].get_ref<const std::string&>();
    if (valid_utf8(text) != text.size()) source["spans"] = Json::array();
  }
  return {.facts = dump(facts), .page = dump(page)};
}

Result<Grading> grading_of(const std::string& facts, const std::string& page) {
  try {
    Grading grading;
    if (!page.empty()) {
      const Json kept = Json::parse(page);
      grading = kept.get<Grading>();
      // These an older grader did not keep.
      grading.learner = kept.value("learner", "");
      grading.committed = kept.value("committed", "");
    }
    const Json json = Json::parse(facts);
    json.at("asked").get_to(grading.asked);
    json.at("uses").get_to(grading.uses);
    json.at("own_code_lines").get_to(grading.own_code_lines);
    grading.open.evidence = table_of(json.at("open"));
    if (!json.at("marking").is_null()) {
      if (!grading.marking) grading.marking.emplace();
      grading.marking->evidence = table_of(json.at("marking"));
    }
    return grading;
  } catch (const Json::exception& error) {
    return fail(Fault::kPlatform, "reading a kept grading", "its facts and its page", error.what(),
                "grade the submission again");
  }
}

}  // namespace grader
