#include <iostream>
#include <sstream>
#include <string>

#include "queue.h"

static void print(const Job& job) {
  std::cout << job.number << " " << job.owner << " " << job.pages << "\n";
}

int main() {
  Queue queue;
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words(line);
    std::string command, owner;
    int number = 0;
    words >> command;
    if (command == "add" && words >> owner >> number) queue.add(owner, number);
    if (command == "cancel" && words >> number) queue.cancel(number);
    if (command == "next") {
      if (const auto job = queue.next()) print(*job);
    }
    if (command == "list") {
      for (const Job& job : queue.waiting()) print(job);
    }
  }
}
