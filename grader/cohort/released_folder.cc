#include "grader/cohort/released_folder.h"

#include <array>
#include <map>
#include <set>

#include "grader/base/files.h"
#include "grader/base/text.h"
#include "grader/report/exports.h"

namespace grader::cohort {
namespace {

namespace fs = std::filesystem;

constexpr const char* kWriting = "writing the released reports";

struct Form {
  const char* ending;
  std::string (*render)(const Released& released);
};
constexpr std::array<Form, 3> kForms = {
    {{".html", report::released_sheet_html}, {".md", report::released_sheet}, {".txt", [](const Released& released) {
                                                                                 return report::text_block(released);
                                                                               }}}};

fs::path notes_of(const fs::path& folder) {
  return folder / ".written";
}

// Names of an apprentice's reports, one a line.
fs::path list_of(const fs::path& folder, const std::string& apprentice) {
  return notes_of(folder) / apprentice;
}

std::set<std::string> names_in(const fs::path& list) {
  const auto text = read_file(list);
  std::set<std::string> names;
  for (const std::string& name : text ? lines_of(*text) : std::vector<std::string>{}) {
    if (fs::path(name).filename() == name) names.insert(name);
  }
  return names;
}

// "" for somebody without a name.
std::string name_of(const People& people, const std::string& apprentice) {
  const auto found = people.find(apprentice);
  return found == people.end() ? std::string() : found->second.name;
}

// For its owner alone. What somebody named and made is left as it is.
Result<void> make_private(const fs::path& folder, bool own) {
  std::error_code error;
  if (!own && fs::exists(folder, error)) return {};
  fs::create_directories(folder, error);
  if (!error) fs::permissions(folder, fs::perms::owner_all, error);
  if (!error) return {};
  return fail(Fault::kPlatform, kWriting, folder.string(), error.message(), "name a folder that may be written");
}

// In the folder of notes it is nobody else's to read; from there it is moved when it is so by itself.
Result<void> write_private(const fs::path& folder, const std::string& name, const std::string& bytes) {
  const fs::path beside = notes_of(folder) / ".new";
  if (auto written = write_file(beside, bytes); !written) return written;
  std::error_code error;
  fs::permissions(beside, fs::perms::owner_read | fs::perms::owner_write, error);
  if (!error) fs::rename(beside, folder / name, error);
  if (!error) return {};
  return fail(Fault::kPlatform, kWriting, (folder / name).string(), error.message(),
              "name a folder that may be written");
}

// Before the report is there, so that none is without its line.
Result<void> note(const fs::path& folder, const std::string& apprentice, const std::string& name) {
  std::set<std::string> names = names_in(list_of(folder, apprentice));
  if (!names.insert(name).second) return {};
  std::string text;
  for (const std::string& one : names) text += one + "\n";
  return write_private(folder, list_of(folder, apprentice).lexically_relative(folder), text);
}

}  // namespace

std::vector<std::string> report_names(const Cohort& cohort, const People& people) {
  std::map<std::string, std::size_t> same;  // name -> people
  for (const auto& [apprentice, person] : people) ++same[person.name];
  std::vector<std::string> titles;
  for (const Row& row : cohort.rows) {
    const std::string& id = row.submission.apprentice;
    const std::string name = name_of(people, id);
    const std::string who = name.empty() ? id : same.at(name) > 1 ? name + " " + id : name;
    titles.push_back(who + " " + row.submission.exercise);
  }
  return report::safe_names(titles);
}

Result<void> write_released(const Cohort& cohort, const std::vector<Released>& rows, const People& people,
                            const fs::path& folder) {
  const std::vector<std::string> names = report_names(cohort, people);
  auto made = make_private(folder, folder == cohort.rules.out / "released");
  if (made) made = make_private(notes_of(folder), true);
  if (!made) return made;
  for (Released row : rows) {
    const Row* of_roster = cohort.find({cohort.rules.name, row.apprentice, row.exercise});
    const std::string& name = names.at(static_cast<std::size_t>(of_roster - cohort.rows.data()));
    if (auto noted = note(folder, row.apprentice, name); !noted) return noted;
    row.person = name_of(people, row.apprentice);
    for (const Form& form : kForms) {
      if (auto written = write_private(folder, name + form.ending, form.render(row)); !written) return written;
    }
  }
  return {};
}

std::vector<fs::path> released_files_of(const fs::path& folder, const std::string& apprentice) {
  std::vector<fs::path> files;
  std::error_code error;
  const fs::path list = list_of(folder, apprentice);
  for (const std::string& name : names_in(list)) {
    for (const Form& form : kForms) {
      if (fs::exists(folder / (name + form.ending), error)) files.push_back(folder / (name + form.ending));
    }
  }
  if (fs::exists(list, error)) files.push_back(list);
  return files;
}

}  // namespace grader::cohort
