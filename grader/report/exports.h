#pragma once
// What other systems take in: learning platforms and portfolios. Only released work is given; nothing here decides.

#include <map>
#include <string>
#include <vector>

#include "grader/base/result.h"
#include "grader/model/released.h"
#include "grader/model/standard.h"

namespace grader::report {

// Which row of a worksheet is whose.
struct Matching {
  std::string column;                         // by its exact name: "Identifier", "ID number", "SIS User ID"
  std::map<std::string, std::string> people;  // its text -> apprentice or MIS id; a text not in it stands for itself
};

struct LeftAlone {
  int line = 0;     // of the worksheet
  std::string who;  // the text of the matching column
  std::string why;  // "another grade is already there: Strong"
  bool operator==(const LeftAlone&) const = default;
};

// A worksheet filled in. What was not filled is what came in, byte for byte.
struct Filled {
  std::string bytes;
  std::size_t rows = 0;  // that were filled, or held the same already
  std::vector<LeftAlone> left;
  std::vector<std::string> without_row;  // apprentices who are released and stand in no row
};

// Moodle's grading worksheet of an assignment (mod_assign, feedback type "Offline grading worksheet"), as downloaded
// with an English interface: Moodle knows its columns Identifier, Grade, Last modified (grade) and Feedback comments by
// these texts. `skill`: whose level is the grade, as the word of the assignment's scale; "" fills comments alone.
// Comments are text_block() as HTML, as Moodle keeps them. A level that is no word of the scale gives no grade and is
// listed. A row is left alone and listed when nobody released is in it, when Moodle says that its grade cannot be
// changed, and when another grade or comment is there already, unless `replace`. Fails with kUsage when the bytes are
// no such worksheet, when its grades are points, and when two released rows are of one person.
struct MoodleFill {
  Matching matching;
  std::string skill;
  bool replace = false;
};
Result<Filled> moodle_fill(const std::string& worksheet, const std::vector<Released>& released, const MoodleFill& how);

// Feedback files for the same assignment: a ZIP for Moodle's "Upload multiple feedback files in a zip" (feedback type
// "Feedback files"), with released_sheet_html() of each row in a folder as Moodle names them,
// "Full name_12345_assignsubmission_file_". The number is that of the worksheet's column Identifier; where the
// worksheet has no names, the folder is a "Participant"'s. `rows` are those in the ZIP, and `bytes` are empty when
// there is none. A row without such a number is left alone and listed. Fails as moodle_fill does.
Result<Filled> moodle_feedback(const std::string& worksheet, const std::vector<Released>& released,
                               const Matching& matching);

// Canvas' gradebook, as exported: columns Student, ID, SIS User ID, SIS Login ID, Section, then assignments. Fills the
// assignment's column with 0 (Not yet) to 3 (Strong), so the row "Points Possible" must say 3 in it. Rows are left
// alone as above; Canvas takes no comments this way.
struct CanvasFill {
  Matching matching;
  std::string assignment;  // the column by its exact name: "Bank (1234)"
  std::string skill;
  bool replace = false;
};
Result<Filled> canvas_fill(const std::string& gradebook, const std::vector<Released>& released, const CanvasFill& how);

// Canvas' outcomes.csv of the standard: groups, then every statement with the ratings 0 to 3, mastered at 2 (Secure)
// twice.
std::string canvas_outcomes(const Standard& standard);

// Moodle's competency framework CSV of the standard (tool_lpimportcsv, 14 columns), with the four words as its scale.
std::string moodle_framework(const Standard& standard);

// Plain text for a form's field: head, comments and levels, then what was observed. At most `most` characters (code
// points): lines that do not fit are left out from the end, and the last line says which.
constexpr std::size_t kMostTextBlock = 4'000;
std::string text_block(const Released& released, std::size_t most = kMostTextBlock);

// An evidence sheet as report::portfolio, of what was released: levels and comments, wording, what was observed with
// links to the commit and its lines, and prompts for the apprentice.
std::string released_sheet(const Released& released);
std::string released_sheet_html(const Released& released);

// A name for a file or folder on any system: a-z, 0-9 and single hyphens, at most 60 of them, never empty.
std::string safe_name(const std::string& text);
// The same for a list, in its order: where different texts would have one name, eight digits of their hash follow. The
// same text has the same name.
std::vector<std::string> safe_names(const std::vector<std::string>& texts);

}  // namespace grader::report
