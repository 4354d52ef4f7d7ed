#pragma once
// A cohort of sample submissions, run as a tutor runs it.

#include <vector>

#include "tests/e2e/program.h"

namespace grader {

struct CohortFolder {
  Folder folder;
  std::string before;  // put before each command, for variables

  std::string path(const std::string& name) const { return (folder / name).string(); }
  // One row an item: "a1,good.bundle". The samples are task-list's.
  void roster(const std::vector<std::string>& rows, const std::string& header = "apprentice,repository") const {
    std::string text = header + "\n";
    for (const std::string& row : rows) text += row + "\n";
    support::spit(folder / "roster.csv", text);
  }
  void rules(const std::string& more = "") const {
    support::spit(folder / "cohort.json", R"({"schema": "grader-cohort-1", "name": "C1", "exercises": ["task-list"],
      "roster": "roster.csv", "due": "2026-06-01")" +
                                              more + "}");
  }
  Shell run(const std::string& command, const std::string& rest = "") const {
    return grader(command + " " + rest, "cd '" + folder.path().string() + "' && " + before);
  }
  Shell cohort_run(const std::string& rest = "") const { return run("cohort run", rest); }
  std::string result(const std::string& name) const { return slurp(folder / ("results/" + name)); }
  json run_json() const { return json::parse(result("run.json")); }
};

}  // namespace grader
