#include "grader/mutate/write.h"

#include <algorithm>
#include <tuple>

#include "grader/base/text.h"

namespace grader::mutate {
namespace {

using Iterator = std::vector<Candidate>::const_iterator;

class Writer {
 public:
  Writer(const MutationRules& rules, std::string_view source, const std::vector<Entry>& entries)
      : rules_(rules), source_(source), entry_(entries.begin()), entries_end_(entries.end()) {}

  // The bytes from `begin` to `end` with what is changed in them.
  void between(std::size_t begin, std::size_t end, Iterator first, Iterator last) {
    while (first != last) {
      copy(begin, first->begin);
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
    copy(begin, end);
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

  // Source text, with the guards of the functions that begin in it or right behind it.
  void copy(std::size_t begin, std::size_t end) {
    for (; entry_ != entries_end_ && entry_->at <= end; ++entry_) {
      put(source_.substr(begin, entry_->at - begin));
      begin = entry_->at;
      const std::string guard = replace_all(rules_.guard, "{number}", std::to_string(entry_->number));
      put(replace_all(replace_all(rules_.entry, "{guard}", guard), "{break}", break_before(begin)));
    }
    put(source_.substr(begin, end - begin));
  }

  // A statement that begins its line still does.
  std::string break_before(std::size_t place) const {
    const std::size_t line = source_.substr(0, place).rfind('\n') + 1;
    const std::string_view before = source_.substr(line, place - line);
    return before.find_first_not_of(" \t") == std::string_view::npos ? "\n" + std::string(before) : " ";
  }

  void put(std::string_view text) {
    text_ += text;
    line_ += static_cast<int>(std::count(text.begin(), text.end(), '\n'));
  }

  const MutationRules& rules_;
  std::string_view source_;
  std::vector<Entry>::const_iterator entry_, entries_end_;  // those that are not written yet
  std::string text_;
  int line_ = 1;
  std::vector<MutatedFile::Guarded> guarded_;
};

}  // namespace

MutatedFile write(const MutationRules& rules, const std::string& path, std::string_view source,
                  std::vector<Candidate> candidates, const std::vector<Entry>& entries) {
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return std::tie(a.begin, b.end, a.form, a.mutant.number) < std::tie(b.begin, a.end, b.form, b.mutant.number);
  });
  Writer writer(rules, source, entries);
  writer.between(0, source.size(), candidates.begin(), candidates.end());
  return writer.file(path);
}

}  // namespace grader::mutate
