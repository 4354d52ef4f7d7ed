#pragma once
// What a seed decides: which mutants are kept, where decoys stand, and which number each has. It may be of the work
// alone, so that every machine draws the same: whoever has the work can draw them too. For the files of this room only.

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "grader/mutate/candidates.h"

namespace grader::mutate {

constexpr std::size_t kMostMutants = 1'000;

// Gives each candidate of one file its path and an id that edits elsewhere leave as it is; `taken` holds all ids.
void identify(std::vector<Candidate>& candidates, const std::string& path, std::set<std::string>& taken);

// At most kMostMutants of them, in proportion to the numbers in each function (a systematic sample of the functions one
// after another), in the order given.
std::vector<Candidate> sample(std::vector<Candidate> candidates, std::string_view seed);

// One for 20 candidates, at least three, at places among theirs; each place once while there are enough. None when none
// can be written.
std::vector<Candidate> decoys_of(const std::vector<Candidate>& candidates, const std::vector<GuardForm>& forms,
                                 std::string_view seed, std::set<std::string>& taken);

// Numbers from 1, in an order that tells nothing of places or kinds.
void give_numbers(std::vector<Candidate>& candidates, std::string_view seed);

}  // namespace grader::mutate
