package dev.hutch.vmm.spec;

/** The checks that several parts of a specification share. */
final class Rules {
  /** The kernel refuses to pass more descriptors in one message (SCM_MAX_FD). */
  static final int MAX_DESCRIPTORS = 253;

  private static final int SHOWN_CHARACTERS = 80;
  private static final int LONGEST_HOST_NAME = 63;

  private Rules() {}

  static int within(String field, int value, int low, int high) {
    if (value < low || value > high) {
      throw new VmSpecException(field + ": " + value + " is not within " + low + ".." + high);
    }
    return value;
  }

  static int descriptor(String field, int index) {
    return within(field, index, 0, MAX_DESCRIPTORS - 1);
  }

  /** A name that is safe as one argument, one path element and one host name. */
  static String name(String field, String value, int longest) {
    int length = value.length();
    boolean good = length >= 1 && length <= longest && value.charAt(0) != '-';
    for (int i = 0; i < length && good; i++) {
      char c = value.charAt(i);
      good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }
    if (!good) {
      throw new VmSpecException(
          field
              + ": '"
              + shown(value)
              + "' is not 1.."
              + longest
              + " of the characters a-z 0-9 - (and no - first)");
    }
    return value;
  }

  /** What the agent protocol takes for a host name, and not an empty one. */
  static String hostName(String field, String value) {
    boolean good = !value.isEmpty() && value.length() <= LONGEST_HOST_NAME;
    for (int i = 0; i < value.length() && good; i++) {
      char c = value.charAt(i);
      good =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '.';
    }
    if (!good) {
      throw new VmSpecException(
          field
              + ": '"
              + shown(value)
              + "' is not 1.."
              + LONGEST_HOST_NAME
              + " of the characters a-z A-Z 0-9 - .");
    }
    return value;
  }

  /** A value that fits one line of the control socket's text. */
  static String line(String field, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c == 0x7f) {
        throw new VmSpecException(
            field + ": '" + shown(value) + "' has a control character at position " + i);
      }
    }
    return value;
  }

  /** The value without its control characters and cut to a length that fits a message. */
  static String shown(String value) {
    int length = Math.min(value.length(), SHOWN_CHARACTERS);
    StringBuilder text = new StringBuilder(length + 3);
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      text.append(c < ' ' || c == 0x7f ? '?' : c);
    }
    if (length < value.length()) {
      text.append("...");
    }
    return text.toString();
  }
}
