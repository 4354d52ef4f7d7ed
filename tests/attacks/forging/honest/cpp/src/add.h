#pragma once

#include <string>

int add(int a, int b);
int half(int number);
int february(int year);
int common_divisor(int a, int b);
int digit_sum(int number);
std::string turned(const std::string& text);
std::string counted(int number, const std::string& noun);
std::string mark(int points);
