#include "grader/base/text.h"
#include "grader/report/page.h"

namespace grader::report {
namespace {

void write_names(Html& html, std::string_view heading, const std::vector<std::string>& names) {
  if (names.empty()) return;
  html.leaf("p", heading).open("ul", {{"class", "places"}});
  for (const std::string& name : names) html.open("li").leaf("code", name).close();
  html.close();
}

}  // namespace

bool shows_faults(const View& view) {
  const Faults& faults = view.grading.faults;
  return view.whole && view.style.reader == Reader::kTutor && (!faults.faults.empty() || !faults.problem.empty());
}

void write_faults(Html& html, const View& view) {
  if (!shows_faults(view)) return;
  const Faults& faults = view.grading.faults;
  html.section("faults", "Faulty versions");
  if (!faults.problem.empty()) {
    html.leaf("p", "Own tests were not held against the exercise's versions: " + faults.problem + ".").close();
    return;
  }
  html.leaf(
      "p",
      "Own tests ran on the reference and on the exercise's faulty versions. Only tests that pass on the reference "
      "judge the others.");
  write_names(html, "Own tests that do not pass on the reference:", faults.rejecting);
  write_names(html, "Own tests that tell apart versions that behave the same, and so judged nothing:", faults.voided);
  write_names(html, "Own tests whose result changes from run to run, and that judged nothing:", faults.unstable);
  html.raw("<div class=\"cases\">").table("Faulty versions under own tests", {"Version", "Breaks", "Noticed by"});
  for (const SeededFault& fault : faults.faults) {
    html.open("tr").leaf("th", fault.what, {{"scope", "row"}});
    html.leaf("td", join(fault.breaks, ", "), {{"data-label", "Breaks"}});
    html.leaf("td", fault.by.empty() ? "no own test" : fault.by, {{"data-label", "Noticed by"}}).close();
  }
  html.end_table().raw("</div>\n").close();
}

}  // namespace grader::report
