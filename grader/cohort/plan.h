#pragma once
// What is to be graded for each row of a roster, now that its repository is here.

#include <string>
#include <vector>

#include "grader/base/result.h"
#include "grader/cohort/cohort.h"
#include "grader/cohort/fetching.h"
#include "grader/cohort/work.h"
#include "grader/store/store.h"

namespace grader::cohort {

// Of work that came after its date, graded or not.
constexpr const char* kLateFlag = "the work came after the due date";
// Of work that somebody else handed in as well; ids follow.
constexpr const char* kSameFiles = "the same files as ";
constexpr std::size_t kMostNamed = 5;
constexpr const char* kNothingInTime = "nothing on the branch by the due date";
constexpr const char* kStarterAlone = "nothing but the starter is on the branch";

struct Planned {
  const Row* row = nullptr;
  Item item;  // kGraded stands for "to be graded" until it is
  Task task;  // of that case
};

// The flag of work that `others` handed in as well. It names at most kMostNamed, and says how many more there are.
std::string same_files_as(std::vector<std::string> others);

// Work and where it came from.
struct HandedIn {
  Item* item = nullptr;
  std::string repository;
};
// Gives each its flag of work that others handed in as well, in place of the one it had: of what there is a commit of,
// by exercise and tree. Two rows of one repository are no others.
void flag_same_files(const std::vector<HandedIn>& work);

// Of work that came after its date where the cohort rejects it: nothing was handed in.
void reject_late(Item& item);

// Whether the work came after its date.
bool is_late(const Item& item);

// Whose fault an Error is, as a state.
ItemState item_state_of(Fault fault);

// One a row, in their order. Observations of what the servers hold are put into the store, as of `now`, and those
// before decide which commit counts. Items of the same tree are flagged for a person. Fails only with the store.
Result<std::vector<Planned>> plan(const Cohort& cohort, const Mirrors& mirrors, store::Store& store,
                                  std::chrono::sys_seconds now);

}  // namespace grader::cohort
