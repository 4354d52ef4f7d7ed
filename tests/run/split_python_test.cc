// What the tests' side of mode split of Python makes of words that come from the relay at another time than it expects.
#include <gtest/gtest.h>

#include "tests/support/shell.h"

namespace grader {
namespace {

TEST(SplitPython, TakesNoWordThatWasMeantForTheTestBeforeIt) {
  const support::Folder folder;
  support::spit(folder / "ask.py",
                "import os, socket, sys\n"
                "sys.path.insert(0, '" GRADER_SOURCE_DIR
                "/toolchains/python')\n"
                "import grader_wire, split\n"
                "relay, tests = socket.socketpair()\n"
                "os.dup2(tests.fileno(), split.PEER)\n"
                "words = relay.makefile('wb')\n"
                "for word in (b'r', b'r', b'a{\"n\": 1, \"value\": 7}'):\n"
                "    grader_wire.send(words, word)\n"
                "connection = split.Connection({})\n"
                "connection.begin()\n"
                "print(connection.call('seven', []))\n");
  const auto ran = support::shell("/usr/bin/python3 -B '" + (folder / "ask.py").string() + "'");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, "('value', 7, '')\n");
}

}  // namespace
}  // namespace grader
