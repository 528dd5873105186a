package dev.hutch;

import dev.hutch.agent.client.AgentClient;
import dev.hutch.home.BoxDirectory;
import dev.hutch.jailer.lock.BoxLock;
import dev.hutch.launch.LiveBox;
import dev.hutch.launch.OpenRuntime;
import dev.hutch.lifecycle.BoxHost;
import dev.hutch.lifecycle.Ending;
import dev.hutch.lifecycle.Events;
import dev.hutch.lifecycle.Removal;
import dev.hutch.lifecycle.Renaming;
import dev.hutch.lifecycle.StateReader;
import dev.hutch.points.Point;
import dev.hutch.points.Points;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One sandbox. Safe for use by many threads, virtual ones included, and by many processes.
 *
 * <p>An attached box belongs to the process that started it and ends with it, however that ends. A
 * {@linkplain BoxSpec#detach(boolean) detached} one lives until somebody stops it. This object is a
 * handle: many may be for one box. Closing the one by which an attached box was started ends the
 * box.
 */
public final class Box implements AutoCloseable {
  /** How long the agent may take to begin an operation. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);
  private static final Duration MAX_GRACE = Duration.ofMinutes(10);

  private final BoxHost host;
  private final BoxDirectory directory;
  private final Holding holding;
  private final Set<Box> open;
  private final BoxAgent agent;
  private final BoxFiles files;

  /**
   * A handle.
   *
   * @param live what this process holds of the box if it made and started it
   * @param open where this is, as long as closing it ends or gives back something
   */
  Box(OpenRuntime runtime, BoxDirectory directory, @Nullable LiveBox live, Set<Box> open) {
    this.host = runtime.host();
    this.directory = directory;
    this.holding = new Holding(runtime, directory, live);
    this.open = open;
    AgentClient client = AgentClient.at(directory.agentSocket(), PATIENCE);
    this.agent = new BoxAgent(client, this::noted);
    this.files = new BoxFiles(directory.id(), client);
    if (live != null) {
      open.add(this);
    }
  }

  /** Its id: 20 characters nobody can guess. */
  public String id() {
    return directory.id();
  }

  /**
   * Where the time of its start went.
   *
   * @throws IllegalStateException if it was not started through this handle
   */
  public StartTimeline timeline() {
    return holding.timeline();
  }

  /** Its name, empty if it has none. */
  public String name() {
    return info().name();
  }

  /** What it is doing now. */
  public BoxState state() {
    return info().state();
  }

  /**
   * All there is to know of it now.
   *
   * @throws NoSuchBoxException if it has been removed
   */
  public BoxInfo info() {
    return OffCarrier.get(() -> new StateReader(host).read(directory)).orElseThrow(holding::gone);
  }

  /**
   * Starts it again, with its disk as it was left. Detached or not as its specification says; if
   * not, it now belongs to this process.
   *
   * @throws BoxRunningException if it runs, or is being started by anybody
   * @throws BoxStartException if it does not come up; its record then says why
   */
  public void start() {
    OffCarrier.run(holding::start);
    open.add(this);
  }

  /**
   * Leaves a box to itself that was started through this handle by a {@linkplain
   * BoxSpec#leavable(boolean) leavable} specification: from now on it is {@linkplain
   * BoxSpec#detach(boolean) detached}, and closing this gives back the handle only. Does nothing to
   * one that is detached already. Blocks until the box knows.
   *
   * @throws HutchException if it cannot be left, or does not run by a start through this handle
   * @throws BoxGoneException if it has ended
   * @throws NoSuchBoxException if it has been removed
   */
  public void leave() {
    OffCarrier.run(holding::leave);
  }

  /** Stops it with the default grace, and starts it again. */
  public void restart() {
    restart(DEFAULT_GRACE);
  }

  /** Stops it, see {@link #stop(Duration)}, and starts it again, see {@link #start()}. */
  public void restart(Duration grace) {
    stop(grace);
    start();
  }

  /** Kills its VM without asking, and returns when nothing runs any more. Its files stay. */
  public void kill() {
    end(() -> new Ending(host).kill(directory));
  }

  /** As {@link #remove(boolean)} without force. */
  public void remove() {
    remove(false);
  }

  /**
   * Deletes its files.
   *
   * @param force kill it first if it runs, whatever state its files are in
   * @throws BoxRunningException if it runs and force was not asked for
   * @throws NoSuchBoxException if it is gone already
   * @throws HutchException if it cannot be proven that nothing of it runs; nothing was deleted then
   */
  public void remove(boolean force) {
    Removal removal = new Removal(host);
    if (force) {
      end(() -> removal.force(directory));
    } else {
      OffCarrier.run(() -> removal.remove(directory));
    }
  }

  /**
   * Gives it another name; it may run.
   *
   * @param name as in {@link BoxSpec#name(String)}; empty for none
   * @throws NameInUseException if another box has that name
   */
  public void rename(String name) {
    BoxSpec.checkName(name);
    OffCarrier.run(() -> new Renaming(host).rename(directory, name));
  }

  /**
   * Waits until nothing of it runs, whoever started it; at once if nothing does.
   *
   * @return false if the time was over first
   * @throws HutchException if the thread is interrupted
   */
  public boolean awaitEnd(Duration timeout) {
    CompletableFuture<Void> end = end();
    try {
      end.get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HutchException("interrupted while waiting for the end of the box " + id(), e);
    } catch (ExecutionException | CancellationException e) {
      throw new HutchException("cannot wait for the end of the box " + id(), e);
    } finally {
      end.cancel(false);
    }
  }

  /** Completes with its state and evidence when nothing of it runs any more. */
  public CompletableFuture<BoxInfo> onExit() {
    return end().thenApply(ended -> afterEnd());
  }

  private CompletableFuture<Void> end() {
    return OffCarrier.get(
        () -> host.watch().onEnd(BoxHost.id(directory), BoxHost.files(directory)));
  }

  /** Whether its VM runs, or is being started. */
  public boolean isAlive() {
    return BoxLock.isHeld(directory.lock());
  }

  /**
   * Runs a command to its end and keeps its output, 16 MiB of each stream.
   *
   * @param arguments the program and its arguments; no shell is involved
   * @throws CommandNotStartedException if the command could not be started
   * @throws BoxGoneException if the box ended first
   */
  public ExecResult run(String... arguments) {
    return run(Command.of(arguments));
  }

  /**
   * Runs a line of the box's shell to its end and keeps its output, 16 MiB of each stream.
   *
   * @param line as behind {@code sh -c}
   * @throws BoxGoneException if the box ended first
   */
  public ExecResult sh(String line) {
    return run(Command.shell(line));
  }

  /**
   * Runs a command to its end and keeps its output, as the command says. An interrupt kills the
   * command. Once the command's time is over this blocks for its grace and 10 s at most: a guest
   * that does not end a command within 10 s of SIGKILL is not waited for.
   *
   * @throws InvalidSpecException if it is to be {@linkplain Command#detach(boolean) detached}
   * @throws CommandNotStartedException if the command could not be started
   * @throws BoxGoneException if the box ended first
   * @throws HutchException also if the thread is interrupted, or the guest does not end a command
   *     that was killed: such a box is to be closed
   */
  public ExecResult run(Command command) {
    return agent.run(command);
  }

  /**
   * Starts a command and returns as soon as its program runs in the guest. Of the command's
   * settings stdin, timeout and output limit do not apply: the caller has the streams.
   *
   * @return the caller's to close, which kills it
   * @throws CommandNotStartedException if the command could not be started
   * @throws BoxGoneException if the box is gone
   */
  public BoxProcess exec(Command command) {
    return agent.exec(command);
  }

  /** As {@link #copyIn(Path, String, CopyOptions)}, with the default options. */
  public Copied copyIn(Path source, String target) {
    return copyIn(source, target, CopyOptions.DEFAULT);
  }

  /**
   * Copies a file or tree of the host into the box, as {@code docker cp} does: into a directory
   * that is there, under its own name; else to that path, whose directory must be there. A source
   * that ends in {@code .} means what is in it. Modes, times, symbolic and hard links are kept.
   * Runs as root in the guest; blocks until all is there.
   *
   * @param source links inside it are not followed
   * @param target from the box's root on; links on the way are followed, but nothing outside of it
   *     is touched
   * @throws CopyException if not everything could be copied, or the guest stalls for longer than
   *     the options allow, or the thread is interrupted; what was copied before is there
   * @throws BoxGoneException if the box is gone
   */
  public Copied copyIn(Path source, String target, CopyOptions options) {
    return agent.copy().in(source, target, options);
  }

  /** As {@link #copyIn(InputStream, String, CopyOptions)}, with the default options. */
  public long copyIn(InputStream tar, String target) {
    return copyIn(tar, target, CopyOptions.DEFAULT);
  }

  /**
   * Unpacks a tar archive in the box. It is not looked at on the host.
   *
   * @param tar read to its end, and not closed; not compressed
   * @param target a directory of the box; nothing outside of it is touched
   * @return the archive's size in bytes
   * @throws CopyException if it cannot be read or unpacked, or the guest stalls for longer than the
   *     options allow, or the thread is interrupted; what was unpacked before is there
   * @throws BoxGoneException if the box is gone
   */
  public long copyIn(InputStream tar, String target, CopyOptions options) {
    return agent.copy().in(tar, target, options);
  }

  /** As {@link #copyOut(String, Path, CopyOptions)}, with the default options. */
  public Copied copyOut(String source, Path target) {
    return copyOut(source, target, CopyOptions.DEFAULT);
  }

  /**
   * Copies a file or tree of the box to the host, as {@code docker cp} does, see {@link
   * #copyIn(Path, String, CopyOptions)}. The guest is not trusted: nothing outside of the target is
   * touched, whatever it sends, and links in the target are not followed. Symbolic links out of the
   * box say what they said there: think before you follow one. Directories that are there keep
   * their permissions, owner and times. Devices are refused.
   *
   * @param source from the box's root on; with {@code /.} behind it, what is in it
   * @param target a directory, or a path in one. Links of the path itself are followed
   * @throws CopyException if not everything could be copied, or the guest sends what it should not,
   *     or more than the options allow, or stalls for longer than that, or the thread is
   *     interrupted; what was copied before is there
   * @throws BoxGoneException if the box is gone
   */
  public Copied copyOut(String source, Path target, CopyOptions options) {
    return agent.copy().out(source, target, options);
  }

  /** As {@link #copyOut(String, OutputStream, CopyOptions)}, with the default options. */
  public long copyOut(String source, OutputStream tar) {
    return copyOut(source, tar, CopyOptions.DEFAULT);
  }

  /**
   * Packs a file or tree of the box as a tar archive. It comes as the guest sends it and is not
   * looked at: whoever unpacks it must not trust it.
   *
   * @param tar gets the archive; flushed, and not closed
   * @return the archive's size in bytes
   * @throws CopyException if it cannot be packed or written, or gets larger than the options allow,
   *     or the guest stalls for longer than that, or the thread is interrupted; a part of it may
   *     have been written
   * @throws BoxGoneException if the box is gone
   */
  public long copyOut(String source, OutputStream tar, CopyOptions options) {
    return agent.copy().out(source, tar, options);
  }

  /**
   * Connects to a TCP port of the guest's loopback, 127.0.0.1 or else ::1. The box needs no network
   * for it.
   *
   * @param port 1 to 65,535
   * @return the connection, to be closed by the caller
   * @throws GuestPortException if it cannot be made, as where no server listens
   * @throws BoxGoneException if the box is gone
   */
  public BoxSocket connect(int port) {
    return agent.connect(port);
  }

  /** As {@link #forward(int, InetSocketAddress)}, on a free port of the host's 127.0.0.1. */
  public PortForward forward(int port) {
    return forward(port, new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
  }

  /**
   * Listens on a port of the host and connects each who connects there to a port of the box, see
   * {@link #connect(int)}.
   *
   * @param port of the box, 1 to 65,535; a server need not listen yet
   * @param on address and port of the host; port 0 for a free one. Whoever reaches it reaches the
   *     box
   * @return ended by its close, and by that of this handle
   * @throws HutchException if the host cannot listen there
   */
  public PortForward forward(int port, InetSocketAddress on) {
    return agent.forward(port, on);
  }

  /**
   * Its files, as its root user sees them: all of {@link java.nio.file.Files} works on its paths.
   * One for each handle; it is opened when it is asked for, closed with the handle, and opened anew
   * after it was closed. Its URIs are {@code hutch://<id>/<path>}, known while it is open.
   *
   * <p>It behaves as the default provider does on Linux, its exceptions included. What waits for
   * the box can be interrupted, and fails with an {@link java.io.IOException} if the box ends. A
   * symbolic link of the box leads to files of the box only.
   */
  public FileSystem fileSystem() {
    return files.fileSystem();
  }

  /**
   * A path in it, see {@link #fileSystem()}. A relative one begins at the root.
   *
   * @param first the path, or its beginning
   * @param more names to be joined to it by slashes
   * @throws java.nio.file.InvalidPathException if it has a NUL, or half of a surrogate pair
   */
  public Path path(String first, String... more) {
    return fileSystem().getPath(first, more);
  }

  /**
   * Waits for something in it, such as {@link Wait#forPort}.
   *
   * @throws WaitTimeoutException if it does not come in time
   * @throws BoxGoneException if the box ends first
   * @throws HutchException also if it cannot come any more, or the thread is interrupted
   */
  public void waitFor(Wait wait) {
    wait.await(agent);
  }

  /**
   * What it uses now.
   *
   * @throws BoxGoneException if it does not run
   */
  public BoxStats stats() {
    return agent.stats();
  }

  /**
   * What runs in it now, without its kernel's threads and the agent, in the order of process ids.
   *
   * @throws BoxGoneException if it does not run
   */
  public List<BoxProcessInfo> processes() {
    return agent.processes();
  }

  /**
   * Its {@linkplain Command#detach(boolean) detached} commands, oldest first, with those that have
   * ended and were not forgotten yet.
   *
   * @throws BoxGoneException if it does not run
   */
  public List<BoxCommand> commands() {
    return agent.commands();
  }

  /**
   * Goes on with a detached command as the one who started it: with its input, what is kept of its
   * outputs, then what comes, and its end. Closing its input closes it for good; closing the
   * process leaves the command alone.
   *
   * @param commandId as of {@link #commands()}
   * @throws NoSuchCommandException if there is no such command
   * @throws BoxGoneException if the box does not run
   */
  public BoxProcess attach(int commandId) {
    return agent.attach(commandId);
  }

  /**
   * Looks on at a detached command: what is kept of its outputs, then what comes, and its end. It
   * never waits for this reader: what a slow one has not taken before 64 KiB more are written is
   * left out.
   *
   * @param commandId as of {@link #commands()}
   * @return without a part in the command's input, but its signals are signals; closing it leaves
   *     the command alone
   * @throws NoSuchCommandException if there is no such command
   * @throws BoxGoneException if the box does not run
   */
  public BoxProcess follow(int commandId) {
    return agent.follow(commandId);
  }

  /**
   * The newest part of what its guests wrote to their console, at most 1 MiB, whether it runs or
   * not. The bytes are the guest's: they may command a terminal that shows them as they are.
   *
   * @throws NoSuchBoxException if it has been removed
   */
  public Output console() {
    return OffCarrier.get(() -> ConsoleFile.read(directory)).orElseThrow(holding::gone);
  }

  /**
   * What its guest writes to its console, as it is written: first what {@link #console()} has, then
   * what comes, until nothing of the box runs any more, whoever started it. Of what a slow reader
   * has not taken when the log, of 1 MiB at most, begins again, the oldest is left out.
   *
   * <p>A read blocks; an interrupt ends it with an {@link java.io.InterruptedIOException}, and so
   * does closing the stream in another thread, or this runtime, with an {@link IOException}.
   *
   * @return the caller's to close
   * @throws NoSuchBoxException if it has been removed
   * @throws HutchException if the host lets nobody watch one more file (inotify)
   */
  public InputStream followConsole() {
    CompletableFuture<Void> end = end();
    try {
      return ConsoleStream.of(directory.consoleLog(), end);
    } catch (IOException e) {
      end.cancel(false);
      if (!directory.exists()) {
        throw holding.gone();
      }
      throw new HutchException("the console of the box " + id() + " cannot be followed: " + e, e);
    }
  }

  /**
   * What is kept of the outputs of a detached command, whether it runs or has ended.
   *
   * @throws NoSuchCommandException if there is no such command
   * @throws BoxGoneException if the box does not run
   */
  public KeptOutput output(int commandId) {
    return agent.output(commandId);
  }

  /**
   * Forgets a detached command that has ended, and its output.
   *
   * @return false if it still runs, which this does not change
   * @throws NoSuchCommandException if there is no such command
   * @throws BoxGoneException if the box does not run
   */
  public boolean forget(int commandId) {
    return agent.forget(commandId);
  }

  /**
   * Ends the VM in order, with a grace of 10 s; see {@link #stop(Duration)}.
   *
   * @throws HutchException if it cannot be proven that nothing is left running
   */
  public void stop() {
    stop(DEFAULT_GRACE);
  }

  /**
   * Ends the VM in order: SIGTERM to all its processes, after the grace SIGKILL, file systems
   * unmounted. Then whatever is left of it on the host is killed. Returns when it is proven that
   * nothing runs any more; the box's files stay until {@link #close()}. Does nothing to a box that
   * has ended.
   *
   * @param grace 0 to 10 minutes
   * @throws InvalidSpecException if the grace is out of its range
   * @throws HutchException if it cannot be proven that nothing is left running
   */
  public void stop(Duration grace) {
    if (grace.isNegative() || grace.compareTo(MAX_GRACE) > 0) {
      throw new InvalidSpecException(
          "the grace is " + grace + ", but must be " + Duration.ZERO + " to " + MAX_GRACE);
    }
    end(() -> new Ending(host).stop(directory, grace));
  }

  /**
   * Gives back what this handle holds. An attached box that was started through it is killed, with
   * proof that nothing of it is left; if it was made by {@link Hutch#start}, its files are deleted
   * too. Any other box goes on as it was. Idempotent.
   *
   * @throws HutchException if the proof cannot be had in time; the files are then kept
   */
  @Override
  public void close() {
    files.close();
    agent.close();
    OffCarrier.run(holding::close);
    open.remove(this);
  }

  @Override
  public String toString() {
    return "box " + id();
  }

  private void end(Runnable how) {
    OffCarrier.run(() -> holding.end(how));
  }

  private BoxInfo afterEnd() {
    return OffCarrier.get(
            () -> {
              new Ending(host).noticeEnd(directory);
              return new StateReader(host).read(directory);
            })
        .orElseThrow(holding::gone);
  }

  private Supplier<BoxProcess> noted(Supplier<BoxProcess> start) {
    return () -> {
      Events.Span span = host.events().begin(BoxEvent.Kind.EXEC);
      BoxProcess process = start.get();
      Points.reached(Point.EXEC_BEGUN, id());
      process.whenEnded(exit -> span.over(id(), "", "exit " + exit));
      return process;
    };
  }
}
