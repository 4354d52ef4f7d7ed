int sign(int value);
