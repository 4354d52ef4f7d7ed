// Each target is a reader of foreign bytes; whatever the bytes, it must give a value or a reason.
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <span>
#include <string_view>

#include "grader/base/files.h"
#include "grader/measure/debugging.h"
#include "grader/model/own_input.h"
#include "grader/mutate/mutate.h"
#include "grader/parse/parse.h"
#include "grader/parse/table.h"
#include "grader/report/exports.h"
#include "grader/report/table.h"
#include "grader/run/frames.h"
#include "grader/syntax/highlight.h"
#include "grader/syntax/source.h"
#include "grader/toolchain/toolchain.h"
#include "sandbox/spec.h"
#include "tests/fuzz/measurements.h"
#include "tests/parse/workbook.h"
#include "toolchains/cpp/split_json.h"

namespace {

void test_events(const std::string& bytes) {
  (void)grader::parse::test_events(bytes, "N");
}
// A complete run has judged each mutant, and by tests that judge.
void mutant_events(const std::string& bytes) {
  const auto run = grader::parse::mutant_events(bytes, "N", 3);
  if (run.complete && run.verdicts.size() != 3) __builtin_trap();
  for (const auto& verdict : run.verdicts) {
    if (verdict.by.empty() == (verdict.state == grader::MutantState::kKilled)) __builtin_trap();
  }
}
void gcc_json(const std::string& bytes) {
  (void)grader::parse::gcc_json(bytes);
}
void lint_lines(const std::string& bytes) {
  (void)grader::parse::lint_lines(bytes);
}
void gcov_json(const std::string& bytes) {
  (void)grader::parse::gcov_json(bytes);
}
void coverage_py(const std::string& bytes) {
  (void)grader::parse::coverage_py(bytes);
}
void own_input(const std::string& bytes) {
  (void)grader::check_own_input(bytes, "fuzz", "exercise", "fuzzing");
}
grader::syntax::SourceQuery query_of(const std::string& language) {
  const auto tools = grader::toolchain::read_toolchain(grader::data_folder() / "toolchains" / language);
  if (!tools) __builtin_trap();
  auto query = grader::syntax::SourceQuery::compile(tools->syntax->rules);
  if (!query) __builtin_trap();
  return std::move(*query);
}
void cpp_source(const std::string& bytes) {
  static const auto query = query_of("cpp");
  (void)query.read("a.cc", bytes, grader::syntax::FileOf::kTests);
}
void python_source(const std::string& bytes) {
  static const auto query = query_of("python");
  (void)query.read("a.py", bytes, grader::syntax::FileOf::kTests);
}
void debug_log(const std::string& bytes) {
  static const grader::Exercise exercise{.requirements = {{.id = "R1", .bug = true}}, .debug_log = "log.md"};
  grader::EvidenceTable table;
  grader::measure::measure_debug_log(&exercise, &bytes, table);
  if (!table.at("debug_log.techniques").value) __builtin_trap();
}
// Stretches of both languages: in order, side by side, within the bytes.
grader::syntax::HighlightQuery colours_of(const std::string& language) {
  const auto tools = grader::toolchain::read_toolchain(grader::data_folder() / "toolchains" / language);
  if (!tools) __builtin_trap();
  auto query = grader::syntax::HighlightQuery::compile(*tools->syntax->highlight);
  if (!query) __builtin_trap();
  return std::move(*query);
}
void highlight_source(const std::string& bytes) {
  static const auto cpp = colours_of("cpp");
  static const auto python = colours_of("python");
  for (const auto* query : {&cpp, &python}) {
    std::size_t at = 0;
    for (const grader::Span& span : query->read(bytes)) {
      if (span.begin < at || span.end <= span.begin || span.end > bytes.size()) __builtin_trap();
      at = span.end;
    }
  }
}
// Schemata in both languages: each mutant has its number and its guard.
grader::mutate::Mutator mutator_of(const std::string& language) {
  const auto tools = grader::toolchain::read_toolchain(grader::data_folder() / "toolchains" / language);
  if (!tools) __builtin_trap();
  auto mutator = grader::mutate::Mutator::compile(tools->mutation->rules);
  if (!mutator) __builtin_trap();
  return std::move(*mutator);
}
void mutated_source(const std::string& bytes) {
  static const auto cpp = mutator_of("cpp");
  static const auto python = mutator_of("python");
  grader::SourceFile file{.path = "a", .text = bytes};
  for (int line = 1; line <= 100; ++line) file.own.insert(line);
  for (const auto* mutator : {&cpp, &python}) {
    const grader::Schemata schemata = mutator->make({file}, "seed");
    if (schemata.files.empty() != schemata.mutants.empty()) __builtin_trap();
    if (!schemata.files.empty() && schemata.files[0].guarded.size() != schemata.mutants.size()) __builtin_trap();
    for (std::size_t i = 0; i < schemata.mutants.size(); ++i)
      if (schemata.mutants[i].number != static_cast<int>(i) + 1) __builtin_trap();
  }
}
// The bytes come in two parts, as bytes of a socket do.
void split_answers(const std::string& bytes) {
  grader::run::FrameReader reader;
  std::uint64_t number = 0;
  for (const std::string& part : {bytes.substr(0, bytes.size() / 2), bytes.substr(bytes.size() / 2)}) {
    reader.add(part);
    while (const auto answer = reader.next()) {
      if (answer->size() > grader::run::kMostFrame) __builtin_trap();
      (void)grader::run::wrong_answer(*answer, ++number);
    }
  }
  (void)grader::run::wrong_answer(bytes, 1);
}
// What the relay lets through the box of the tests reads, but for a mark of the byte order; and what was read can be
// written and read again.
void split_values(const std::string& bytes) {
  std::string printed;
  try {
    printed = grader_split::print(grader_split::parse(bytes));
  } catch (const grader_split::Wrong&) {
    const std::string answer = "{\"n\":1,\"value\":" + bytes + "}";
    if (bytes.find("\xEF\xBB\xBF") != 0 && nlohmann::json::accept(bytes) && !grader::run::wrong_answer(answer, 1))
      __builtin_trap();
    return;
  }
  if (grader_split::print(grader_split::parse(printed)) != printed) __builtin_trap();
}
// What was read can be written and read again.
void tables(const std::string& bytes) {
  auto table = grader::parse::read_table(bytes, "fuzz");
  if (!table) return;
  for (auto& row : table->rows) {
    if (row.size() != table->header.size()) __builtin_trap();
    for (std::string& cell : row) cell = grader::report::cell_text(cell);
  }
  for (std::string& name : table->header) {
    if (name != grader::report::cell_text(name)) return;  // two names may become one
  }
  const auto again = grader::parse::read_table(grader::report::csv(*table), "fuzz");
  if (!again || again->header != table->header || again->rows != table->rows) __builtin_trap();
}
// The rows of a worksheet, in a workbook that is well made otherwise.
void sheet_rows(const std::string& bytes) {
  const auto table = grader::parse::read_table(grader::parse::zip_of(grader::parse::workbook(bytes)), "fuzz");
  if (!table) return;
  for (const auto& row : table->rows) {
    if (row.size() != table->header.size()) __builtin_trap();
  }
}
// Where nothing is filled, nothing changes.
void worksheet(const std::string& bytes) {
  const grader::Released work{.apprentice = "ada", .levels = {{"S1", "Secure"}}};
  const grader::report::Matching by_id{.column = "ID", .people = {}};
  const auto moodle = grader::report::moodle_fill(bytes, {work}, {.matching = by_id, .skill = "S1"});
  if (moodle && moodle->rows == 0 && moodle->bytes != bytes) __builtin_trap();
  const auto canvas = grader::report::canvas_fill(bytes, {work}, {.matching = by_id, .assignment = "A", .skill = "S1"});
  if (canvas && canvas->rows == 0 && canvas->bytes != bytes) __builtin_trap();
}
void sandbox_spec(const std::string& bytes) {
  if (const auto spec = grader::sandbox::parse_spec(bytes)) {
    if (grader::sandbox::parse_spec(grader::sandbox::print_spec(*spec)) != spec) __builtin_trap();
    for (const auto& field : grader::sandbox::limit_fields()) {  // what is outside makes the box fail or not hold
      if (spec->limits.*field.field < field.least || spec->limits.*field.field > field.most) __builtin_trap();
    }
  }
  (void)grader::sandbox::parse_report(bytes);
}

void measurements(const std::string& bytes) {
  const std::string wrong = grader::sandbox::wrong_verdict(bytes);
  if (wrong.empty()) return;
  std::fprintf(stderr, "%s\n", wrong.c_str());
  __builtin_trap();
}

struct Target {
  std::string_view name;
  void (*read)(const std::string& bytes);
};
// CMakeLists.txt makes a test of each line.
constexpr Target kTargets[] = {
    {"test_events", test_events},
    {"mutant_events", mutant_events},
    {"gcc_json", gcc_json},
    {"lint_lines", lint_lines},
    {"gcov_json", gcov_json},
    {"coverage_py", coverage_py},
    {"sandbox_spec", sandbox_spec},
    {"own_input", own_input},
    {"cpp_source", cpp_source},
    {"python_source", python_source},
    {"debug_log", debug_log},
    {"split_answers", split_answers},
    {"split_values", split_values},
    {"highlight_source", highlight_source},
    {"mutated_source", mutated_source},
    {"tables", tables},
    {"sheet_rows", sheet_rows},
    {"worksheet", worksheet},
    {"measurements", measurements},
};
const Target* chosen = nullptr;

}  // namespace

// libFuzzer leaves arguments that begin with two dashes to its program.
extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  for (const std::string_view argument : std::span(*argv, static_cast<std::size_t>(*argc))) {
    for (const Target& target : kTargets) {
      if (argument == "--target=" + std::string(target.name)) chosen = &target;
    }
  }
  if (chosen != nullptr) return 0;
  std::fputs("fuzz: choosing a reader: none was named; give --target=NAME, a name of the table in tests/fuzz/fuzz.cc\n",
             stderr);
  std::exit(2);
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  chosen->read(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
