#include "grader/assess/assess.h"

namespace grader::assess {

void judge(const Rubric& rubric, const Standard& standard, Grading& grading) {
  grading.rubric = rubric.id;
  grading.rubric_hash = rubric.hash;
  grading.calibrated = rubric.calibrated;
  grading.standard = standard.reference + " " + standard.updated;
  const auto judge_edition = [&](Edition& edition) {
    edition.skills = assess(rubric, standard, grading.asked, edition.evidence, grading.own_code_lines);
    edition.seen = seen_in_use(rubric, standard, grading.uses);
  };
  judge_edition(grading.open);
  if (grading.marking) judge_edition(*grading.marking);
}

}  // namespace grader::assess
