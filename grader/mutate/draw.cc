#include "grader/mutate/draw.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "grader/base/hash.h"

namespace grader::mutate {
namespace {

constexpr std::size_t kIdDigits = 8;
constexpr std::size_t kMutantsForADecoy = 20;
constexpr std::size_t kFewestDecoys = 3;

// A place in an order that follows from the seed and tells nothing of places in the text.
std::string drawn(std::string_view seed, std::string_view purpose, std::string_view what) {
  return Hasher().add(seed).add(purpose).add(what).hex();
}

// The first id that is not taken, of a text and an ordinal that counts from 0.
std::string free_id(const std::string& text, std::set<std::string>& taken) {
  for (int ordinal = 0;; ++ordinal) {
    std::string id = Hasher().add(text).add(std::to_string(ordinal)).hex().substr(0, kIdDigits);
    if (taken.insert(id).second) return id;
  }
}

// Another mutant that writes at the same place.
auto site(const Candidate& candidate) {
  return std::tie(candidate.mutant.path, candidate.begin, candidate.end, candidate.form);
}

bool can_be_decoy(const Candidate& candidate, const std::vector<GuardForm>& forms) {
  const std::string& decoy = forms[candidate.form].decoy;
  return !candidate.plain.empty() || (!decoy.empty() && decoy.find("{alternative}") == std::string::npos);
}

}  // namespace

void identify(std::vector<Candidate>& candidates, const std::string& path, std::set<std::string>& taken) {
  for (Candidate& candidate : candidates) {
    Mutant& mutant = candidate.mutant;
    mutant.path = path;
    Hasher hasher;
    hasher.add(path).add(mutant.function).add(mutant.op).add(mutant.original).add(mutant.replacement);
    mutant.id = free_id(hasher.hex(), taken);
  }
}

std::vector<Candidate> sample(std::vector<Candidate> candidates, std::string_view seed) {
  const std::size_t count = candidates.size();
  if (count <= kMostMutants) return candidates;
  std::vector<std::pair<std::tuple<std::string, std::string>, std::size_t>> order;
  for (std::size_t i = 0; i < count; ++i) {
    const Mutant& mutant = candidates[i].mutant;
    const std::string function = Hasher().add(mutant.path).add(mutant.function).hex();
    order.push_back({{drawn(seed, "function", function), drawn(seed, "mutant", mutant.id)}, i});
  }
  std::sort(order.begin(), order.end());
  const std::size_t start = std::stoul(drawn(seed, "start", "").substr(0, kIdDigits), nullptr, 16) % count;
  std::vector<std::size_t> kept;
  for (std::size_t k = 0; k < kMostMutants; ++k) kept.push_back(order[(k * count + start) / kMostMutants].second);
  std::sort(kept.begin(), kept.end());
  std::vector<Candidate> sampled;
  for (const std::size_t i : kept) sampled.push_back(std::move(candidates[i]));
  return sampled;
}

std::vector<Candidate> decoys_of(const std::vector<Candidate>& candidates, const std::vector<GuardForm>& forms,
                                 std::string_view seed, std::set<std::string>& taken) {
  std::vector<std::pair<std::string, const Candidate*>> places;
  const Candidate* last = nullptr;
  for (const Candidate& candidate : candidates) {
    if (last != nullptr && site(*last) == site(candidate)) continue;
    last = &candidate;
    if (can_be_decoy(candidate, forms)) places.emplace_back(drawn(seed, "decoy", candidate.mutant.id), &candidate);
  }
  std::sort(places.begin(), places.end());
  std::vector<Candidate> decoys;
  const std::size_t wanted = std::max(kFewestDecoys, (candidates.size() + kMutantsForADecoy - 1) / kMutantsForADecoy);
  for (std::size_t i = 0; !places.empty() && i < wanted; ++i) {
    Candidate decoy = *places[i % places.size()].second;
    decoy.alternative = decoy.plain;
    decoy.mutant.replacement = decoy.mutant.original;
    decoy.mutant.decoy = true;
    decoy.unchanged.clear();
    decoy.mutant.id = free_id("decoy " + decoy.mutant.id, taken);
    decoys.push_back(std::move(decoy));
  }
  return decoys;
}

void give_numbers(std::vector<Candidate>& candidates, std::string_view seed) {
  std::vector<std::pair<std::string, Candidate*>> order;
  for (Candidate& candidate : candidates) order.emplace_back(drawn(seed, "number", candidate.mutant.id), &candidate);
  std::sort(order.begin(), order.end());
  int number = 0;
  for (const auto& [key, candidate] : order) candidate->mutant.number = ++number;
}

}  // namespace grader::mutate
