package dev.hutch.it.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the JSON that doctor may print, and no other: lists, objects, texts (RFC 8259). */
final class JsonText {
  private final String text;
  private int at;

  private JsonText(String text) {
    this.text = text;
  }

  /** The value that is the whole text. */
  static Object read(String text) {
    JsonText json = new JsonText(text);
    Object value = json.value();
    json.space();
    if (json.at != text.length()) {
      throw json.wrong();
    }
    return value;
  }

  private Object value() {
    space();
    return switch (peek()) {
      case '[' -> list();
      case '{' -> object();
      case '"' -> string();
      default -> throw wrong();
    };
  }

  private List<Object> list() {
    List<Object> list = new ArrayList<>();
    at++;
    for (space(); peek() != ']'; space()) {
      if (!list.isEmpty()) {
        expect(',');
      }
      list.add(value());
    }
    at++;
    return list;
  }

  private Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    at++;
    for (space(); peek() != '}'; space()) {
      if (!object.isEmpty()) {
        expect(',');
        space();
      }
      String name = string();
      space();
      expect(':');
      if (object.put(name, value()) != null) {
        throw wrong();
      }
    }
    at++;
    return object;
  }

  private String string() {
    expect('"');
    StringBuilder string = new StringBuilder();
    while (peek() != '"') {
      char c = text.charAt(at++);
      if (c < ' ') {
        throw wrong();
      }
      string.append(c == '\\' ? escaped() : c);
    }
    at++;
    return string.toString();
  }

  private char escaped() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'u' -> {
        at += 4;
        yield (char) Integer.parseInt(text, at - 4, at, 16);
      }
      default -> throw wrong();
    };
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private void expect(char c) {
    if (peek() != c) {
      throw wrong();
    }
    at++;
  }

  private char peek() {
    if (at >= text.length()) {
      throw wrong();
    }
    return text.charAt(at);
  }

  private AssertionError wrong() {
    return new AssertionError("no JSON at character " + at + ": " + text);
  }
}
