package dev.hutch.cli;

import dev.hutch.Box;
import dev.hutch.Copied;
import dev.hutch.CopyOptions;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hutch cp}: copies files between the host and a box. */
final class CpVerb implements Verb {
  private static final String USAGE = "hutch cp [OPTIONS] BOX:SRC DEST|-";

  @Override
  public String name() {
    return "cp";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.addHome(CommandSpec.create());
    Page.of(
            spec,
            "Copy files between the host and a box that runs.",
            USAGE,
            "hutch cp [OPTIONS] SRC|- BOX:DEST")
        .text(
            "Copies a file or a tree. Into a directory that is there it goes under its own name; else"
                + " it becomes DEST, whose directory must be there. With '/.' behind SRC it is what"
                + " is in that directory. Modes, times and links are kept. Paths of a box begin at its"
                + " root; a path of the host with a colon in it is written with ./ in front.",
            "- in place of SRC is a tar archive on standard input, to be unpacked in a directory of"
                + " the box; - in place of DEST is one on standard output. What comes out of a box is"
                + " not to be trusted: without -, nothing outside of DEST is touched.")
        .examples(
            "hutch cp site web:/srv                      # makes /srv/site",
            "hutch cp site/. web:/srv                    # what is in site",
            "hutch cp web:/var/log/app.log .",
            "tar -c src | hutch cp - web:/build          # an archive goes in",
            "hutch cp web:/etc - | tar -tv               # and comes out")
        .exits("0 if all was copied, otherwise 125; what was copied before is there.")
        .end();
    CpOptions.add(spec);
    spec.addPositional(
        Options.words(
            "SRC DEST", "Paths, one of them in a box: BOX:PATH. BOX is an id or a name."));
    return spec;
  }

  @Override
  public int run(Typed typed, Terminal terminal) {
    List<String> words = typed.words();
    if (words.size() != 2) {
      throw new UsageException(
          "give a source and a target, one of them BOX:PATH: write " + USAGE + " or SRC BOX:DEST");
    }
    CpPlace source = CpPlace.of(words.getFirst());
    CpPlace target = CpPlace.of(words.getLast());
    if (source.isInBox() == target.isInBox()) {
      throw new UsageException(
          source.isInBox()
              ? "both are in a box: copy by way of the host, or hutch cp BOX:SRC - | hutch cp - BOX:DEST"
              : "neither is in a box: write one as BOX:PATH");
    }
    CopyOptions options = CpOptions.read(typed, source, target);
    CpPlace inBox = source.isInBox() ? source : target;
    if (target.isStream() && terminal.screen()) {
      throw new UsageException("a tar archive is not for a terminal: write > FILE behind it");
    }
    boolean tell = !target.isStream() && terminal.screen() && !typed.has("--quiet");
    return RunningBox.session(
        inBox.box(),
        typed,
        terminal,
        (box, signals) ->
            Apart.run(
                signals,
                () -> {
                  String done = copy(box, source, target, options, terminal);
                  if (tell) {
                    terminal.messages().println(done);
                  }
                  return ExitCode.OK;
                }));
  }

  private static String copy(
      Box box, CpPlace source, CpPlace target, CopyOptions options, Terminal terminal) {
    return RunningBox.asked(
        box,
        () -> {
          if (source.isStream()) {
            return archive(box.copyIn(terminal.in(), target.path(), options), target);
          }
          if (target.isStream()) {
            return archive(
                box.copyOut(source.path(), new Printed(terminal.out()), options), target);
          }
          return files(
              target.isInBox()
                  ? box.copyIn(host(source), target.path(), options)
                  : box.copyOut(source.path(), host(target), options),
              target);
        });
  }

  private static Path host(CpPlace place) {
    try {
      return Path.of(place.path());
    } catch (InvalidPathException e) {
      throw new UsageException("'" + place.path() + "' is no path: " + e.getReason());
    }
  }

  private static String archive(long bytes, CpPlace target) {
    return "Copied an archive of " + Bytes.words(bytes) + " to " + target;
  }

  private static String files(Copied copied, CpPlace target) {
    return "Copied "
        + copied.entries()
        + (copied.entries() == 1 ? " file, " : " files, ")
        + Bytes.words(copied.bytes())
        + ", to "
        + target;
  }
}
