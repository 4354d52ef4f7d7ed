#include "grader/mutate/write.h"

#include <algorithm>
#include <tuple>

#include "grader/base/text.h"

namespace grader::mutate {
namespace {

using Iterator = std::vector<Candidate>::const_iterator;

class Writer {
 public:
  Writer(const MutationRules& rules, std::string_view source) : rules_(rules), source_(source) {}

  // The bytes from `begin` to `end` with what is changed in them.
  void between(std::size_t begin, std::size_t end, Iterator first, Iterator last) {
    while (first != last) {
      put(source_.substr(begin, first->begin - begin));
      const Candidate& outer = *first;
      const auto same = [&](const Candidate& other) {
        return other.begin == outer.begin && other.end == outer.end && other.form == outer.form;
      };
      const Iterator inner = std::find_if_not(first, last, same);
      const Iterator after =
          std::find_if(inner, last, [&](const Candidate& other) { return other.begin >= outer.end; });
      guarded(first, inner, after);
      begin = outer.end;
      first = after;
    }
    put(source_.substr(begin, end - begin));
  }

  MutatedFile file(const std::string& path) {
    std::sort(guarded_.begin(), guarded_.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
    return {.path = path, .text = std::move(text_), .guarded = std::move(guarded_)};
  }

 private:
  // The candidates of one place up to `inner`, around those in it up to `after`.
  void guarded(Iterator first, Iterator inner, Iterator after) {
    const GuardForm& form = rules_.forms[first->form];
    put(form.open);
    for (auto one = first; one != inner; ++one) {
      if (one != first) put(form.between);
      choice(form, *one);
    }
    const std::size_t mark = form.original.find("{original}");
    put(form.original.substr(0, mark));
    between(first->begin, first->end, inner, after);
    put(form.original.substr(mark + std::string_view("{original}").size()));
  }

  void choice(const GuardForm& form, const Candidate& candidate) {
    const std::string number = std::to_string(candidate.mutant.number);
    const bool decoy = candidate.mutant.decoy && !form.decoy.empty();
    std::string text = replace_all(decoy ? form.decoy : form.choice, "{guard}", rules_.guard);
    text = replace_all(text, "{number}", number);
    put(replace_all(text, "{alternative}", candidate.alternative));
    guarded_.push_back({.line = text.starts_with('\n') ? line_ : 0, .number = candidate.mutant.number});
  }

  void put(std::string_view text) {
    text_ += text;
    line_ += static_cast<int>(std::count(text.begin(), text.end(), '\n'));
  }

  const MutationRules& rules_;
  std::string_view source_;
  std::string text_;
  int line_ = 1;
  std::vector<MutatedFile::Guarded> guarded_;
};

}  // namespace

MutatedFile write(const MutationRules& rules, const std::string& path, std::string_view source,
                  std::vector<Candidate> candidates) {
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return std::tie(a.begin, b.end, a.form, a.mutant.number) < std::tie(b.begin, a.end, b.form, b.mutant.number);
  });
  Writer writer(rules, source);
  writer.between(0, source.size(), candidates.begin(), candidates.end());
  return writer.file(path);
}

}  // namespace grader::mutate
