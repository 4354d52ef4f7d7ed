// programs NAME attack|twin MARK [ARGUMENT]: MARK only stands in the command line, where the test looks for it.
#include "programs.h"

const char *argument = "";

int main(int argc, char **argv) {
  const struct program *tables[] = {kProcesses, kResources, kOthers, kFiles, kNetwork, kCalls};
  if (argc > 4) argument = argv[4];
  for (size_t t = 0; argc > 3 && t < sizeof tables / sizeof *tables; ++t) {
    for (const struct program *p = tables[t]; p->name; ++p) {
      if (strcmp(argv[1], p->name) != 0) continue;
      int code = p->run(strcmp(argv[2], "twin") == 0);
      fflush(stdout);
      return code;
    }
  }
  return 99;
}
