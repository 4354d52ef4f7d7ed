#include <algorithm>
#include <cctype>

#include "grader/base/text.h"
#include "grader/report/exports.h"
#include "grader/report/page.h"
#include "grader/report/prompts.h"
#include "grader/report/prose.h"

namespace grader::report {
namespace {

constexpr const char* kReview =
    "To have a level looked at again, ask the college for a review; another tutor answers it.";
constexpr const char* kState = "Released by the tutor. The words are for the author of the work.";

// A path as part of an address: what is not surely harmless there is told by its bytes.
std::string encoded(std::string_view path) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x80 && std::isalnum(byte) != 0) || std::string_view("/-._~").find(c) != std::string_view::npos)
      out += c;
    else
      (((out += '%') += kDigits[byte >> 4U]) += kDigits[byte & 15U]);
  }
  return out;
}

// A template with its braces filled in; "" when there is none, and for what is no web address of one word.
std::string link_of(const Released& released, const std::string& form, const std::string& path,
                    const std::string& line) {
  const bool web = form.starts_with("https://") || form.starts_with("http://");
  const bool one_word = std::ranges::none_of(
      form, [](unsigned char c) { return c <= ' ' || c == '<' || c == '>' || c == '"' || c == '\\' || c == 0x7f; });
  if (released.commit.empty() || !web || !one_word) return "";
  std::string link = replace_all(form, "{commit}", encoded(released.commit));
  return replace_all(replace_all(std::move(link), "{line}", encoded(line)), "{path}", encoded(path));
}

// "src/a.cc:41 name" taken apart; a place without a line has no link.
struct Cite {
  std::string label;  // "src/a.cc:41"
  std::string rest;   // " name"
  std::string link;
};

Cite cite_of(const Released& released, const std::string& place) {
  for (std::size_t colon = place.find(':'); colon != std::string::npos; colon = place.find(':', colon + 1)) {
    const std::size_t end = std::min(place.find_first_not_of("0123456789", colon + 1), place.size());
    if (colon == 0 || end == colon + 1 || (end < place.size() && place[end] != ' ')) continue;
    return {place.substr(0, end), place.substr(end),
            link_of(released, released.line_link, place.substr(0, colon), place.substr(colon + 1, end - colon - 1))};
  }
  return {place, "", ""};
}

std::string title_of(const Released& released) {
  return released.exercise_title.empty() ? released.exercise : released.exercise_title;
}

std::string text_at(const std::map<std::string, std::string>& texts, const std::string& key) {
  const auto found = texts.find(key);
  return found == texts.end() ? std::string() : found->second;
}

std::string markdown_link(const std::string& label, const std::string& link) {
  return link.empty() ? label : "[" + label + "](<" + link + ">)";
}

std::string markdown_places(const Released& released, const std::vector<std::string>& places) {
  std::string out;
  for (const std::string& place : first_places(places)) {
    const Cite cite = cite_of(released, place);
    out += (out.empty() ? "" : ", ") + markdown_link(markdown_text(cite.label), cite.link) + markdown_prose(cite.rest);
  }
  return out.empty() ? out : " (" + out + (places.size() > kMostPlaces ? ", and more" : "") + ")";
}

// The tutor's words, a quotation of as many lines.
std::string markdown_comment(const std::string& comment) {
  std::string out;
  for (const std::string& line : lines_of(comment)) out += "> " + markdown_text(line) + "\n";
  return out.empty() ? out : "\nThe tutor's comment:\n\n" + out;
}

void write_comment(Html& html, const std::string& comment, std::string_view heading) {
  if (comment.empty()) return;
  html.leaf(heading, "The tutor's comment");
  for (const std::string& line : lines_of(comment)) html.leaf("p", line);
}

void write_cite(Html& html, const Cite& cite) {
  if (cite.link.empty())
    html.leaf("code", cite.label);
  else
    html.open("a", {{"href", cite.link}}).leaf("code", cite.label).close();
  html.prose(cite.rest);
}

void write_released_places(Html& html, const Released& released, const std::vector<std::string>& places) {
  if (places.empty()) return;
  html.open("ul", {{"class", "places"}});
  for (const std::string& place : first_places(places)) {
    html.open("li");
    write_cite(html, cite_of(released, place));
    html.close();
  }
  if (places.size() > kMostPlaces) html.leaf("li", "and more");
  html.close();
}

void write_released_skill(Html& html, const Released& released, const std::string& skill) {
  const std::string id = "skill-" + id_of(skill);
  html.open("section", {{"class", "skill"}, {"aria-labelledby", id}}).leaf("h2", skill, {{"id", id}});
  html.leaf("p", text_at(released.statements, skill), {{"class", "wording"}});
  html.open("dl", {{"class", "rows"}}).row("Level", released.levels.at(skill));
  for (const EvidenceLine& row : released.evidence) {
    if (row.skill != skill) continue;
    html.open("div").leaf("dt", row.title).open("dd").text(row.observed);
    write_released_places(html, released, row.places);
    html.close().close();
  }
  html.close();
  write_comment(html, text_at(released.comments, skill), "h3");
  write_prompts(html, skill_prompts());
  html.close();
}

}  // namespace

std::string released_sheet(const Released& released) {
  const std::string commit = released.commit.empty() ? "none" : markdown_text(released.commit);
  std::string out = "# Evidence sheet: " + markdown_text(title_of(released)) + "\n\n" + kState + "\n\nCommit " +
                    markdown_link(commit, link_of(released, released.commit_link, "", "")) + ", released by " +
                    markdown_text(released.released_by) + " on " + markdown_text(released.released_on) + ".\n" +
                    (released.person.empty() ? "" : "For " + markdown_text(released.person) + ".\n") +
                    markdown_comment(text_at(released.comments, ""));
  for (const std::string& skill : skills_of(released)) {
    out += "\n## " + markdown_text(skill) + "\n\n> " + markdown_text(text_at(released.statements, skill)) +
           "\n\n- Level: " + markdown_text(released.levels.at(skill)) + "\n";
    for (const EvidenceLine& row : released.evidence) {
      if (row.skill == skill)
        out += "- " + markdown_text(row.title) + ": " + markdown_text(row.observed) +
               markdown_places(released, row.places) + "\n";
    }
    out += markdown_comment(text_at(released.comments, skill)) + markdown_prompts(skill_prompts());
  }
  out += std::string("\n") + kReview + "\n";
  return out;
}

std::string released_sheet_html(const Released& released) {
  Html html;
  html.leaf("a", "Skip to the evidence", {{"class", "skip"}, {"href", "#evidence"}});
  html.open("div", {{"class", "sheet plain"}}).open("header", {{"class", "top"}});
  html.leaf("p", "Evidence sheet, released", {{"class", "kind"}}).leaf("h1", title_of(released));
  html.leaf("p", kState, {{"class", "state"}}).open("dl", {{"class", "facts"}});
  html.row("For", released.person).row("Apprentice", released.apprentice).row("Exercise", released.exercise);
  html.open("div").leaf("dt", "Commit").open("dd");
  write_cite(html,
             {released.commit.empty() ? "none" : released.commit, "", link_of(released, released.commit_link, "", "")});
  html.close().close();
  html.row("Released by", released.released_by).row("Released on", released.released_on).close().close();
  html.open("main", {{"id", "evidence"}, {"tabindex", "-1"}});
  write_comment(html, text_at(released.comments, ""), "h2");
  for (const std::string& skill : skills_of(released)) write_released_skill(html, released, skill);
  html.leaf("p", kReview, {{"class", "quiet"}});
  return page(title_of(released) + " - evidence sheet", html.take());
}

}  // namespace grader::report
