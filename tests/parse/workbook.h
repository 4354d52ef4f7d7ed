#pragma once
// Workbooks made part by part, as other programs write them.

#include <zip.h>

#include <map>
#include <string>

namespace grader::parse {

using Parts = std::map<std::string, std::string>;  // name -> bytes

// "" when the archive cannot be made.
inline std::string zip_of(const Parts& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(target);
  zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  for (const auto& [name, bytes] : parts) {
    zip_source_t* part = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    if (zip_file_add(archive, name.c_str(), part, ZIP_FL_OVERWRITE) < 0) zip_source_free(part);
  }
  if (zip_close(archive) != 0) zip_discard(archive);
  std::string bytes;
  if (zip_source_open(target) == 0) {
    zip_source_seek(target, 0, SEEK_END);
    bytes.resize(static_cast<std::size_t>(zip_source_tell(target)));
    zip_source_seek(target, 0, SEEK_SET);
    zip_source_read(target, bytes.data(), bytes.size());
    zip_source_close(target);
  }
  zip_source_free(target);
  return bytes;
}

inline std::string relations(const std::string& inside) {
  return "<?xml version=\"1.0\"?><Relationships "
         "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" +
         inside + "</Relationships>";
}

inline std::string relation(const std::string& id, const std::string& type, const std::string& target) {
  return "<Relationship Id=\"" + id + "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" +
         type + "\" Target=\"" + target + "\"/>";
}

// A workbook of one sheet with these rows; more parts can be put in or replaced. Style 1 is a date, 2 a date and time
// of its own format, 3 money, 4 hours that have passed.
inline Parts workbook(const std::string& rows) {
  return {
      {"_rels/.rels", relations(relation("rId1", "officeDocument", "xl/workbook.xml"))},
      {"xl/workbook.xml",
       "<workbook xmlns:r=\"r\"><sheets><sheet name=\"One\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels",
       relations(relation("rId1", "worksheet", "worksheets/sheet1.xml") + relation("rId2", "styles", "/xl/styles.xml") +
                 relation("rId3", "sharedStrings", "sharedStrings.xml"))},
      {"xl/styles.xml",
       "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\\ hh:mm\"/>"
       "<numFmt numFmtId=\"165\" formatCode=\"[$&#163;-809]#,##0.00;&quot;day&quot;\"/>"
       "<numFmt numFmtId=\"166\" formatCode=\"[h]:mm\"/></numFmts>"
       "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/>"
       "<xf numFmtId=\"166\"/></cellXfs></styleSheet>"},
      {"xl/sharedStrings.xml",
       "<sst><si><t>Name</t></si><si><t xml:space=\"preserve\"> two </t></si><si><r><t>rich </t></r><r><t>text</t></r>"
       "<rPh><t>READING</t></rPh></si><si><t xml:space=\"preserve\"> </t></si><si><t>a_x000D_b _x005F_x000D_</t></si>"
       "</sst>"},
      {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"},
  };
}

// A cell of an inline text.
inline std::string cell(const std::string& text) {
  return "<c t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}

}  // namespace grader::parse
