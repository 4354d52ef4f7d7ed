#include "grader/syntax/commented.h"

#include <algorithm>

#include "grader/base/text.h"
#include "grader/syntax/query.h"

namespace grader::syntax {
namespace {

constexpr int kMostTries = 200;           // texts that are parsed for one file
constexpr std::size_t kMostText = 1'000;  // bytes of each: comments that may belong together

// Where a comment's words begin: no marks of comment, blanks or decoration before them. A '#' behind '/' is the code's.
std::size_t begin_of_words(std::string_view comment) {
  return comment.find_first_not_of(comment.starts_with('/') ? "/*!< \t\n" : "#! \t\n");
}

struct Words {
  std::string text;
  int first_line = 0;
  int last_line = 0;
  std::size_t column = 0;  // where they begin
};

Words read_words(TSNode comment, std::string_view source) {
  const std::string_view bytes = bytes_of(source, comment);
  Words words{.first_line = line_of(ts_node_start_point(comment)), .last_line = line_of(ts_node_end_point(comment))};
  const std::size_t from = begin_of_words(bytes);
  if (from == std::string_view::npos) return words;
  const std::size_t to = bytes.find_last_not_of("/* \t\n");
  words.text = to_utf8(bytes.substr(from, std::min(to + 1 - from, kMostPattern)));
  words.column = ts_node_start_point(comment).column + from;
  return words;
}

class Search {
 public:
  Search(const Patterns& patterns, const Language& language, std::vector<Words> comments)
      : patterns_(patterns), language_(language), comments_(std::move(comments)) {}

  std::vector<CommentedCode> all() {
    std::vector<CommentedCode> found;
    int last = -1;  // line of a block that was found
    for (std::size_t at = 0; at < comments_.size(); ++at) {
      const Words& words = comments_[at];
      if (words.first_line <= last) continue;
      if (words.text.empty() || !begins_with(words.text, patterns_.commented_code)) continue;
      if (words.first_line == last + 1) {
        last = words.last_line;
      } else if (const int end = end_of_code(at); end > 0) {
        found.push_back({.line = words.first_line, .words = words.text});
        last = end;
      }
    }
    return found;
  }

 private:
  // What the grammar makes of a text.
  enum class Made { kNoCode, kUnfinished, kCode };

  // The last line of the code that begins with a comment; 0 when none does.
  int end_of_code(std::size_t at) {
    const Words& first = comments_[at];
    std::string text = first.text + "\n";
    int unfinished = 0;
    for (std::size_t below = at; text.size() <= kMostText; ++below) {
      const Made made = read(text);
      if (made == Made::kCode) return comments_[below].last_line;
      if (made == Made::kUnfinished && unfinished == 0) unfinished = comments_[below].last_line;
      if (below + 1 == comments_.size() || comments_[below + 1].first_line != comments_[below].last_line + 1) break;
      const Words& next = comments_[below + 1];
      text += std::string(next.column > first.column ? next.column - first.column : 0, ' ') + next.text + "\n";
    }
    return unfinished;
  }

  Made read(const std::string& text) {
    if (++tries_ > kMostTries) return Made::kNoCode;
    const Owned<TSTree> tree = parse(language_.grammar, text);
    const TSNode root = ts_tree_root_node(tree.get());
    const bool wrong = any_below(root, [&](TSNode node) {
      const bool hollow = language_.kinds.is(ts_node_symbol(node), Role::kBlock) && ts_node_child_count(node) == 0;
      return hollow || ts_node_is_error(node);
    });
    if (wrong) return Made::kNoCode;
    return ts_node_has_error(root) ? Made::kUnfinished : Made::kCode;  // such as a block that is not closed
  }

  const Patterns& patterns_;
  const Language& language_;
  std::vector<Words> comments_;
  int tries_ = 0;
};

}  // namespace

std::vector<CommentedCode> commented_code(const Patterns& patterns, const Language& language,
                                          const std::vector<TSNode>& comments, std::string_view source) {
  std::vector<Words> words;
  for (const TSNode& comment : comments) words.push_back(read_words(comment, source));
  return Search(patterns, language, std::move(words)).all();
}

}  // namespace grader::syntax
