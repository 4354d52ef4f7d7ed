#pragma once
// What tutors and administrators get of a whole cohort. Machine levels stand in none of these unless Results::shown.

#include <string>

#include "grader/model/results.h"
#include "grader/model/table.h"

namespace grader::report {

// The level to show of a row's skill: what a person gave, else the machine's or "covered"; a reserve state is never
// covered. "" when there is no grading, or the exercise is not for the skill.
std::string shown_level(const ResultRow& row, const std::string& skill, bool shown);

// The first screen: what was collected and graded, what needs a person, where the page is. 80 columns.
std::string cohort_screen(const Results& results, const std::string& page_path);

// One row a submission: for summary.csv and cohort.xlsx.
Table cohort_table(const Results& results);

// Canonical JSON, schema "grader-run-1": versions, hashes, counts, and one record a submission.
std::string cohort_json(const Results& results);

// index.html: what to look at first, a heat map of apprentices and skills, and one row a submission. Without script.
std::string cohort_page(const Results& results);

}  // namespace grader::report
