package dev.hutch.jailer;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/** Makes box ids that nobody can guess and that never meet. */
public final class Ids {
  /** Characters of an id: 100 random bits. */
  public static final int LENGTH = 20;

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final Pattern FORM = Pattern.compile("[a-z][a-z2-7]{" + (LENGTH - 1) + "}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  /** Whether a text has the form of an id. */
  public static boolean isId(String text) {
    return FORM.matcher(text).matches();
  }

  /** A fresh id of {@value #LENGTH} characters {@code a-z 2-7}, the first a letter. */
  public static String fresh() {
    StringBuilder id = new StringBuilder(LENGTH);
    id.append(ALPHABET.charAt(RANDOM.nextInt(26)));
    while (id.length() < LENGTH) {
      id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }
}
