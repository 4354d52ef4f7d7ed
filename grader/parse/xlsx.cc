#include "grader/parse/xlsx.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <vector>

#include "grader/base/text.h"
#include "grader/parse/table_rows.h"
#include "grader/parse/zip.h"

namespace grader::parse {
namespace {

constexpr const char* kSaveAgain = "open it in a spreadsheet program and save it again, as .xlsx or as CSV";
// Tags and attributes of one part, so that a part of 64 MiB takes less than a gigabyte of memory.
constexpr std::ptrdiff_t kMostMarks = 12'000'000;

struct Relation {
  std::string type;  // the end of its address: "worksheet"
  std::string part;
};

using Relations = std::map<std::string, Relation>;  // by id

struct Document {
  std::string bytes;  // the nodes point into them
  pugi::xml_document nodes;
};

// What the cells of a worksheet refer to.
struct Workbook {
  std::vector<std::string> shared;
  std::vector<bool> dates;  // by number of a cell's style
  bool from_1904 = false;
};

// Reads the parts of one workbook. A part that is broken fails with kUsage.
class Reader {
 public:
  Reader(Archive archive, const std::string& name) : archive_(std::move(archive)), name_(name) {}
  Result<Table> read();

 private:
  // The outermost element of a part, which `document` keeps.
  Result<pugi::xml_node> xml(const std::string& part, Document& document);
  Result<Relations> relations_of(const std::string& part);
  // The part of the first worksheet that is not hidden.
  Result<std::string> first_sheet(const std::string& workbook, const Relations& relations);
  Result<void> read_shared(const std::string& part);
  Result<void> read_styles(const std::string& part);
  Result<Table> read_sheet(const std::string& part);
  Result<void> read_row(const pugi::xml_node& row, int number, TableRows& rows);
  Result<std::string> cell_words(const pugi::xml_node& cell, int row) const;
  std::unexpected<Error> broken(const std::string& found) const { return no_table(name_, found, kSaveAgain); }

  Archive archive_;
  std::string name_;
  Workbook book_;
};

// "xl/workbook.xml" and "worksheets/sheet1.xml" make "xl/worksheets/sheet1.xml"; a target may begin at the root.
std::string part_at(const std::string& from, const std::string& target) {
  namespace fs = std::filesystem;
  const fs::path path = target.starts_with('/') ? fs::path(target.substr(1)) : fs::path(from).parent_path() / target;
  return path.lexically_normal().generic_string();
}

std::string last_word(const std::string& address) {
  return address.substr(address.rfind('/') + 1);
}

// Whether an element has this name; a prefix before it does not count.
bool is(const pugi::xml_node& node, std::string_view name) {
  const std::string_view full = node.name();
  return full.substr(full.find(':') + 1) == name;
}

pugi::xml_node child(const pugi::xml_node& parent, std::string_view name) {
  return parent.find_child([&](const pugi::xml_node& node) { return is(node, name); });
}

std::string content_of(const pugi::xml_node& node) {
  std::string text = node.value();
  for (const pugi::xml_node part : node.children()) {
    if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) text += part.value();
  }
  return text;
}

// A character that XML cannot hold is written as _xHHHH_, and so is an underscore before what looks like that.
std::string unescaped(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view code = std::string_view(text).substr(at, 7);
    if (code.size() < 7 || !code.starts_with("_x") || code[6] != '_' ||
        code.substr(2, 4).find_first_not_of("0123456789abcdefABCDEF") != std::string_view::npos) {
      out += text[at];
      continue;
    }
    const unsigned long point = std::stoul(std::string(code.substr(2, 4)), nullptr, 16);
    out += point > 0 && point < 0x80 ? std::string(1, static_cast<char>(point)) : "\xef\xbf\xbd";
    at += 6;
  }
  return out;
}

// The text of <si> or <is>: its own, or that of its runs. How it is read out (rPh) is no part of it.
std::string rich_text(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node part : node.children()) {
    if (is(part, "t")) text += content_of(part);
    if (is(part, "r")) text += content_of(child(part, "t"));
  }
  return unescaped(text);
}

// The number that a text is, if it is at most `most`.
std::optional<std::size_t> index_in(const std::string& text, std::size_t most) {
  if (text.empty() || text.size() > 9 || text.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  const std::size_t value = std::stoul(text);
  return value <= most ? std::optional(value) : std::nullopt;
}

// "AB12" is column 27, counted from 0; nothing when it names none.
std::optional<std::size_t> column_of(const std::string& place) {
  std::size_t column = 0;
  std::size_t at = 0;
  for (; at < place.size() && place[at] >= 'A' && place[at] <= 'Z' && at < 3; ++at)
    column = column * 26 + static_cast<std::size_t>(place[at] - 'A') + 1;
  return at == 0 ? std::nullopt : std::optional(column - 1);
}

Result<pugi::xml_node> Reader::xml(const std::string& part, Document& document) {
  auto bytes = archive_.read(part);
  if (!bytes) return broken(bytes.error());
  document.bytes = std::move(*bytes);
  std::string& text = document.bytes;
  if (std::count_if(text.begin(), text.end(), [](char c) { return c == '<' || c == '='; }) > kMostMarks)
    return broken("its part " + part + " holds too many cells");
  // Entities of a document's own are never replaced, whatever the flags: they stay as they stand.
  constexpr unsigned kFlags =
      pugi::parse_default | pugi::parse_ws_pcdata_single | pugi::parse_embed_pcdata | pugi::parse_doctype;
  const auto parsed = document.nodes.load_buffer_inplace(text.data(), text.size(), kFlags);
  if (!parsed) return broken("its part " + part + " is no XML: " + parsed.description());
  for (const pugi::xml_node node : document.nodes.children()) {
    if (node.type() == pugi::node_doctype) return broken("its part " + part + " declares entities of its own");
  }
  return document.nodes.document_element();
}

Result<Relations> Reader::relations_of(const std::string& part) {
  Document document;
  const auto root = xml(part_at(part, "_rels/" + last_word(part) + ".rels"), document);
  if (!root) return std::unexpected(root.error());
  Relations relations;
  for (const pugi::xml_node node : root->children()) {
    relations[node.attribute("Id").value()] = {.type = last_word(node.attribute("Type").value()),
                                               .part = part_at(part, node.attribute("Target").value())};
  }
  return relations;
}

Result<void> Reader::read_shared(const std::string& part) {
  Document document;
  const auto root = xml(part, document);
  if (!root) return std::unexpected(root.error());
  for (const pugi::xml_node node : root->children()) {
    if (is(node, "si")) book_.shared.push_back(rich_text(node));
  }
  return {};
}

Result<void> Reader::read_styles(const std::string& part) {
  Document document;
  const auto root = xml(part, document);
  if (!root) return std::unexpected(root.error());
  std::map<std::string, bool> own;
  for (const pugi::xml_node node : child(*root, "numFmts").children())
    own[node.attribute("numFmtId").value()] = is_date_format(std::string_view(node.attribute("formatCode").value()));
  for (const pugi::xml_node node : child(*root, "cellXfs").children()) {
    const std::string id = node.attribute("numFmtId").value();
    const auto found = own.find(id);
    book_.dates.push_back(found != own.end() ? found->second
                                             : is_date_format(static_cast<int>(index_in(id, 1000).value_or(0))));
  }
  return {};
}

Result<std::string> Reader::cell_words(const pugi::xml_node& cell, int row) const {
  const std::string type = cell.attribute("t").value();
  if (type == "inlineStr") return rich_text(child(cell, "is"));
  std::string value = content_of(child(cell, "v"));
  if (type == "s") {
    const auto index = index_in(value, book_.shared.size());
    if (!index || *index == book_.shared.size())
      return broken("row " + std::to_string(row) + ": a cell refers to a text that is not there");
    return book_.shared[*index];
  }
  if (type == "str") return unescaped(value);
  if (type == "b") return std::string(value == "1" || value == "true" ? "TRUE" : "FALSE");
  if (!type.empty() && type != "n") return value;  // an error's mark, or a date in words
  const auto style = index_in(cell.attribute("s").value(), book_.dates.size());
  const bool date = style && *style < book_.dates.size() && book_.dates[*style];
  return date ? date_words(value, book_.from_1904) : number_words(value);
}

Result<void> Reader::read_row(const pugi::xml_node& row, int number, TableRows& rows) {
  std::vector<std::string> cells;
  std::size_t column = 0;
  for (const pugi::xml_node& cell : row.children()) {
    if (!is(cell, "c")) continue;
    column = column_of(cell.attribute("r").value()).value_or(column);
    auto words = cell_words(cell, number);
    if (!words) return pass(words);
    if (!words->empty()) {
      if (column >= kMostTableColumns)
        return no_table(
            name_, "row " + std::to_string(number) + ": more than " + std::to_string(kMostTableColumns) + " columns",
            "take out columns");
      if (column >= cells.size()) cells.resize(column + 1);
      cells[column] = std::move(*words);
    }
    ++column;
  }
  return rows.add(std::move(cells), number);
}

Result<Table> Reader::read_sheet(const std::string& part) {
  Document document;
  const auto root = xml(part, document);
  if (!root) return std::unexpected(root.error());
  TableRows rows(name_, "row");
  std::size_t number = 0;
  for (const pugi::xml_node row : child(*root, "sheetData").children()) {
    if (!is(row, "row")) continue;
    number = index_in(row.attribute("r").value(), 1'048'576).value_or(number + 1);
    if (auto read = read_row(row, static_cast<int>(number), rows); !read) return pass(read);
  }
  return rows.take();
}

Result<std::string> Reader::first_sheet(const std::string& workbook, const Relations& relations) {
  Document document;
  const auto root = xml(workbook, document);
  if (!root) return std::unexpected(root.error());
  const std::string system = child(*root, "workbookPr").attribute("date1904").value();
  book_.from_1904 = system == "1" || system == "true";
  for (const pugi::xml_node node : child(*root, "sheets").children()) {
    const std::string state = node.attribute("state").value();
    if (!state.empty() && state != "visible") continue;
    for (const pugi::xml_attribute attribute : node.attributes()) {
      const std::string_view name = attribute.name();  // "r:id", with any prefix
      if (!name.ends_with(":id")) continue;
      const auto found = relations.find(attribute.value());
      if (found != relations.end() && found->second.type == "worksheet") return found->second.part;
    }
  }
  return broken("it has no visible worksheet");
}

Result<Table> Reader::read() {
  auto top = relations_of("");
  if (!top) return pass(top);
  std::string workbook;
  for (const auto& [id, relation] : *top) {
    if (relation.type == "officeDocument") workbook = relation.part;
  }
  if (workbook.empty()) return broken("there is no workbook in it");
  auto relations = relations_of(workbook);
  if (!relations) return pass(relations);
  auto sheet = first_sheet(workbook, *relations);
  if (!sheet) return pass(sheet);
  for (const auto& [id, relation] : *relations) {
    Result<void> read;
    if (relation.type == "sharedStrings") read = read_shared(relation.part);
    if (relation.type == "styles") read = read_styles(relation.part);
    if (!read) return pass(read);
  }
  return read_sheet(*sheet);
}

}  // namespace

Result<Table> read_xlsx(const std::string& bytes, const std::string& name) {
  auto archive = Archive::open(bytes, kMostTableBytes);
  if (!archive) return no_table(name, archive.error(), kSaveAgain);
  return Reader(std::move(*archive), name).read();
}

}  // namespace grader::parse
