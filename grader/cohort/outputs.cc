#include "grader/cohort/outputs.h"

#include <map>
#include <nlohmann/json.hpp>

#include "grader/base/files.h"
#include "grader/base/hash.h"
#include "grader/cohort/marked.h"
#include "grader/report/cohort.h"
#include "grader/report/report.h"
#include "grader/report/table.h"

namespace grader::cohort {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr const char* kWrittenFile = ".written.json";
constexpr std::uintmax_t kMostIndex = 256U << 20U;

// What each page was made from: path below the folder -> hash.
using Written = std::map<std::string, std::string>;

Written written_in(const fs::path& folder) {
  const auto text = read_file(folder / kWrittenFile, kMostIndex);
  const Json json = text ? Json::parse(*text, nullptr, false) : Json();
  return json.is_object() ? json.get<Written>() : Written();
}

std::string made_from(const ResultRow& row, const Results& results) {
  return Hasher()
      .add(row.item.grading)
      .add(results.rubric_hash)
      .add(results.engine)
      .add(results.shown ? "shown" : "covered")
      .hex();
}

Result<void> write_page(const ResultRow& row, const Results& results, const Yardstick& yardstick, store::Store& store,
                        const fs::path& folder) {
  const auto grading = judged(yardstick, store, row.item.grading, true);
  if (!grading) return std::unexpected(grading.error());
  if (!*grading) return {};  // purged: its levels are still in the tables
  const report::Style style{.reader = report::Reader::kTutor, .levels = results.shown};
  const fs::path path = folder / row.page;
  if (auto written = write_file(path.string() + ".html", report::html(**grading, style)); !written) return written;
  return write_file(path.string() + ".json", report::json(**grading, style.reader, style.levels));
}

Result<void> write_pages(const Results& results, const Yardstick& yardstick, store::Store& store,
                         const fs::path& folder) {
  const Written before = written_in(folder);
  Written now;
  for (const ResultRow& row : results.rows) {
    if (row.page.empty()) continue;
    const std::string hash = made_from(row, results);
    now[row.page] = hash;
    const auto found = before.find(row.page);
    const bool there = found != before.end() && found->second == hash && fs::exists(folder / (row.page + ".html"));
    if (there) continue;
    if (auto written = write_page(row, results, yardstick, store, folder); !written) return written;
  }
  std::error_code error;
  for (const auto& [page, hash] : before) {
    if (now.contains(page)) continue;
    for (const char* ending : {".html", ".json"}) fs::remove(folder / (page + ending), error);
    fs::remove((folder / page).parent_path(), error);  // when it is empty
  }
  return now == before ? Result<void>() : write_file(folder / kWrittenFile, Json(now).dump());
}

Result<void> write_tables(const Results& results, const fs::path& folder) {
  std::vector<Sheet> sheets(1);
  sheets[0].name = results.cohort;
  sheets[0].table = report::cohort_table(results);
  if (auto written = write_file(folder / "summary.csv", report::csv(sheets[0].table)); !written) return written;
  const auto workbook = report::xlsx(sheets);
  if (!workbook) return std::unexpected(workbook.error());
  return write_file(folder / "cohort.xlsx", *workbook);
}

}  // namespace

// One file after the other: none of them waits in memory for the next.
Result<void> write_results(const Results& results, const Yardstick& yardstick, store::Store& store,
                           const fs::path& folder) {
  if (auto written = write_pages(results, yardstick, store, folder); !written) return written;
  if (auto written = write_tables(results, folder); !written) return written;
  if (auto written = write_file(folder / "run.json", report::cohort_json(results)); !written) return written;
  return write_file(folder / "index.html", report::cohort_page(results));
}

}  // namespace grader::cohort
