package dev.hutch.bindings.posix;

import dev.hutch.bindings.ffm.CStrings;
import dev.hutch.bindings.ffm.NativeBlock;
import dev.hutch.bindings.ffm.NativeFunction;
import dev.hutch.bindings.generated.linux.LinuxConstants;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One call of posix_spawn: lays the {@link Spawn} out in C's terms, calls, and tidies up. */
final class SpawnCall {
  // All of these return the error number itself and leave errno alone.
  private static final NativeFunction SPAWN = NativeFunction.ofCode("posix_spawn");
  private static final NativeFunction ACTIONS_INIT =
      NativeFunction.ofCode("posix_spawn_file_actions_init");
  private static final NativeFunction ACTIONS_DESTROY =
      NativeFunction.ofCode("posix_spawn_file_actions_destroy");
  private static final NativeFunction ADD_DUP2 =
      NativeFunction.ofCode("posix_spawn_file_actions_adddup2");
  private static final NativeFunction ADD_CLOSE =
      NativeFunction.ofCode("posix_spawn_file_actions_addclose");
  private static final NativeFunction ADD_CLOSE_FROM =
      NativeFunction.ofCode("posix_spawn_file_actions_addclosefrom_np");
  private static final NativeFunction ATTRIBUTES_INIT =
      NativeFunction.ofCode("posix_spawnattr_init");
  private static final NativeFunction ATTRIBUTES_DESTROY =
      NativeFunction.ofCode("posix_spawnattr_destroy");
  private static final NativeFunction SET_FLAGS = NativeFunction.ofCode("posix_spawnattr_setflags");
  private static final NativeFunction SET_SIGNAL_DEFAULTS =
      NativeFunction.ofCode("posix_spawnattr_setsigdefault");
  private static final NativeFunction SET_SIGNAL_MASK =
      NativeFunction.ofCode("posix_spawnattr_setsigmask");
  private static final NativeFunction SIGFILLSET = NativeFunction.ofInt("sigfillset");
  private static final NativeFunction KILL = NativeFunction.ofInt("kill");
  private static final NativeFunction WAITPID = NativeFunction.ofRestartedInt("waitpid");

  private final Spawn spawn;
  private final Arena arena;
  private final List<Fd> lifted = new ArrayList<>();

  private SpawnCall(Spawn spawn, Arena arena) {
    this.spawn = spawn;
    this.arena = arena;
  }

  static Child start(Spawn spawn) {
    try (Arena arena = Arena.ofConfined()) {
      return new SpawnCall(spawn, arena).run();
    }
  }

  private Child run() {
    MemorySegment actions = arena.allocate(LinuxConstants.SPAWN_ACTIONS_SIZE, Long.BYTES);
    MemorySegment attributes = arena.allocate(LinuxConstants.SPAWN_ATTRIBUTES_SIZE, Long.BYTES);
    check(ACTIONS_INIT, ACTIONS_INIT.call(actions.address()));
    try {
      check(ATTRIBUTES_INIT, ATTRIBUTES_INIT.call(attributes.address()));
      try {
        addActions(actions.address());
        setAttributes(attributes.address());
        return call(actions.address(), attributes.address());
      } finally {
        ATTRIBUTES_DESTROY.call(attributes.address());
      }
    } finally {
      ACTIONS_DESTROY.call(actions.address());
      for (Fd fd : lifted) {
        fd.close();
      }
    }
  }

  private void addActions(long actions) {
    for (Spawn.Placement placement : spawn.placements) {
      // Sources go above all targets first, or an earlier dup2 could replace a later one's source.
      Fd source = placement.source().dupAtLeast(spawn.closeFrom);
      lifted.add(source);
      check(ADD_DUP2, ADD_DUP2.call(actions, source.number(), placement.target()));
    }
    for (int number = 3; number < spawn.closeFrom; number++) {
      if (!spawn.places(number)) {
        check(ADD_CLOSE, ADD_CLOSE.call(actions, number));
      }
    }
    check(ADD_CLOSE_FROM, ADD_CLOSE_FROM.call(actions, spawn.closeFrom));
  }

  private void setAttributes(long attributes) {
    int flags = 0;
    if (spawn.newSession) {
      flags |= LinuxConstants.POSIX_SPAWN_SETSID;
    }
    if (spawn.resetSignals) {
      flags |= LinuxConstants.POSIX_SPAWN_SETSIGDEF | LinuxConstants.POSIX_SPAWN_SETSIGMASK;
      MemorySegment none = arena.allocate(LinuxConstants.SIGSET_SIZE, Long.BYTES);
      MemorySegment all = arena.allocate(LinuxConstants.SIGSET_SIZE, Long.BYTES);
      SIGFILLSET.call(all.address());
      check(SET_SIGNAL_DEFAULTS, SET_SIGNAL_DEFAULTS.call(attributes, all.address()));
      check(SET_SIGNAL_MASK, SET_SIGNAL_MASK.call(attributes, none.address()));
    }
    check(SET_FLAGS, SET_FLAGS.call(attributes, flags));
  }

  private Child call(long actions, long attributes) {
    List<String> variables = new ArrayList<>();
    for (Map.Entry<String, String> variable : spawn.environment.entrySet()) {
      if (variable.getKey().isEmpty() || variable.getKey().indexOf('=') >= 0) {
        throw new IllegalArgumentException("environment variable \"" + variable.getKey() + '"');
      }
      variables.add(variable.getKey() + "=" + variable.getValue());
    }
    NativeBlock pid = NativeBlock.allocate(arena, Integer.BYTES);
    check(
        SPAWN,
        SPAWN.call(
            pid.address(),
            CStrings.allocate(arena, spawn.file).address(),
            actions,
            attributes,
            CStrings.vector(arena, spawn.arguments).address(),
            CStrings.vector(arena, variables).address()));
    return open(pid.getInt(0));
  }

  private static Child open(int pid) {
    PidFd pidFd = null;
    try {
      // It cannot be gone: nobody but us waits for it.
      pidFd = PidFd.open(pid).orElseThrow();
      return new Child(pid, pidFd);
    } finally {
      if (pidFd == null) {
        // Out of descriptors: a child that nobody can watch must not stay.
        KILL.call(pid, LinuxConstants.SIGKILL);
        WAITPID.call(pid, 0, 0);
      }
    }
  }

  private void check(NativeFunction function, long error) {
    if (error != 0) {
      throw new PosixException(function.name(), spawn.file, error);
    }
  }
}
