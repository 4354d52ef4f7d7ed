#include "rates.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <stdexcept>

namespace {

const std::map<Size, int> kBase = {{Size::kLetter, 125}, {Size::kSmall, 349}, {Size::kMedium, 349 + 250}};
constexpr int kSignature = 140;

int steps_above(int grams, int first, int step) {
  int steps = 0;
  while (grams > first) {
    grams -= step;
    ++steps;
  }
  return steps;
}

}  // namespace

Size size_of(const Parcel& parcel) {
  if (parcel.length_mm <= 240 && parcel.width_mm <= 165 && parcel.height_mm <= 5 && parcel.grams <= 100) {
    return Size::kLetter;
  }
  if (parcel.length_mm <= 450 && parcel.width_mm <= 350 && parcel.height_mm <= 160) {
    return Size::kSmall;
  }
  const int girth = 2 * (parcel.width_mm + parcel.height_mm);
  if (parcel.length_mm > 610 || parcel.length_mm + girth > 3000) {
    return Size::kTooLarge;
  }
  return Size::kMedium;
}

std::string name_of(Size size) {
  switch (size) {
    case Size::kLetter:
      return "letter";
    case Size::kSmall:
      return "small parcel";
    case Size::kMedium:
      return "medium parcel";
    default:
      return "too large";
  }
}

int price(const Parcel& parcel) {
  const Size size = size_of(parcel);
  if (size == Size::kTooLarge || parcel.grams > 20000) {
    throw std::invalid_argument("not carried: " + name_of(size));
  }
  int pence = kBase.at(size);
  if (size != Size::kLetter) {
    pence += steps_above(parcel.grams, 2000, 1000) * 80;
  }
  return parcel.signed_for ? pence + kSignature : pence;
}

int total(const std::vector<Parcel>& parcels) {
  int sum = 0;
  for (const Parcel& parcel : parcels) {
    sum += price(parcel);
  }
  if (parcels.size() >= 10) {
    sum -= sum * 5 / 100;
  }
  return sum;
}

int bags_needed(std::vector<Parcel> parcels, int most_grams) {
  std::sort(parcels.begin(), parcels.end(), [](const Parcel& a, const Parcel& b) { return a.grams > b.grams; });
  std::vector<int> bags;
  for (const Parcel& parcel : parcels) {
    bool placed = false;
    for (std::size_t i = 0; i < bags.size() && !placed; ++i) {
      if (bags[i] + parcel.grams <= most_grams) {
        bags[i] += parcel.grams;
        placed = true;
      }
    }
    if (!placed) bags.push_back(parcel.grams);
  }
  return static_cast<int>(bags.size());
}

bool is_postcode(const std::string& text) {
  const std::size_t space = text.find(' ');
  if (space == std::string::npos || space < 2 || space > 4 || text.size() != space + 4) return false;
  const auto letter = [&](std::size_t i) { return std::isupper(static_cast<unsigned char>(text[i])) != 0; };
  const auto digit = [&](std::size_t i) { return std::isdigit(static_cast<unsigned char>(text[i])) != 0; };
  return letter(0) && (digit(1) || letter(1)) && digit(space + 1) && letter(space + 2) && letter(space + 3);
}
