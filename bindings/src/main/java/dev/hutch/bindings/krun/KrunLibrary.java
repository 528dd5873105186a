package dev.hutch.bindings.krun;

import dev.hutch.bindings.ffm.DynamicLibrary;
import dev.hutch.bindings.ffm.NativeFunction;
import dev.hutch.bindings.generated.krun.KrunConstants;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** libkrun, loaded for the rest of this process's life. */
public final class KrunLibrary {
  /** A log level for {@link #initLog}: nothing. */
  public static final int LOG_OFF = KrunConstants.KRUN_LOG_LEVEL_OFF;

  /** A log level for {@link #initLog}: errors. */
  public static final int LOG_ERROR = KrunConstants.KRUN_LOG_LEVEL_ERROR;

  /** A log level for {@link #initLog}: warnings too. */
  public static final int LOG_WARN = KrunConstants.KRUN_LOG_LEVEL_WARN;

  /** A log level for {@link #initLog}: what is going on. */
  public static final int LOG_INFO = KrunConstants.KRUN_LOG_LEVEL_INFO;

  /** A log level for {@link #initLog}: details. */
  public static final int LOG_DEBUG = KrunConstants.KRUN_LOG_LEVEL_DEBUG;

  /** A log level for {@link #initLog}: everything. */
  public static final int LOG_TRACE = KrunConstants.KRUN_LOG_LEVEL_TRACE;

  /** The log's target for {@link #initLog} that is standard error. */
  public static final int LOG_TO_STDERR = KrunConstants.KRUN_LOG_TARGET_DEFAULT;

  private final DynamicLibrary library;

  private KrunLibrary(DynamicLibrary library) {
    this.library = library;
  }

  /**
   * Loads libkrun, and before it libkrunfw: libkrun looks for {@code libkrunfw.so.5} by that name
   * alone, and finds a library of this name that is loaded already, wherever it came from.
   *
   * @param libkrun absolute path of {@code libkrun.so.1}
   * @param libkrunfw absolute path of {@code libkrunfw.so.5}; null leaves it to libkrun to search,
   *     and none is needed with a kernel given by {@link Krun#setKernel}
   * @throws dev.hutch.bindings.library.LibraryLoadException if one cannot be loaded
   */
  public static KrunLibrary load(Path libkrun, @Nullable Path libkrunfw) {
    if (libkrunfw != null) {
      DynamicLibrary.open(libkrunfw.toString());
    }
    return new KrunLibrary(DynamicLibrary.open(libkrun.toString()));
  }

  /** Whether this build of libkrun has a function; ask this, not for a version. */
  public boolean has(String symbol) {
    return library.has(symbol);
  }

  /** {@code krun_create_ctx}: a configuration to fill in. */
  public Krun createCtx() {
    long result = function("krun_create_ctx").call();
    if (result < 0) {
      throw new KrunException("krun_create_ctx", "", result);
    }
    return new Krun(this, (int) result);
  }

  /**
   * {@code krun_init_log}: sends libkrun's log to a descriptor. At most once in a process; a second
   * time libkrun aborts the process.
   *
   * @param targetFd a descriptor number, which libkrun takes over, or {@link #LOG_TO_STDERR}
   * @param level one of this class's constants; environment variables cannot override it
   */
  public void initLog(int targetFd, int level) {
    long result =
        function("krun_init_log")
            .call(
                targetFd,
                level,
                KrunConstants.KRUN_LOG_STYLE_NEVER,
                KrunConstants.KRUN_LOG_OPTION_NO_ENV);
    if (result < 0) {
      throw new KrunException("krun_init_log", targetFd + ", " + level, result);
    }
  }

  /** {@code krun_set_log_level}: as {@link #initLog} to standard error, for libkrun before 1.14. */
  public void setLogLevel(int level) {
    long result = function("krun_set_log_level").call(level);
    if (result < 0) {
      throw new KrunException("krun_set_log_level", String.valueOf(level), result);
    }
  }

  /**
   * {@code krun_has_feature}: whether a feature was built in.
   *
   * @param feature a {@code KRUN_FEATURE_} number of {@code libkrun.h}; an unknown one is absent
   */
  public boolean hasFeature(int feature) {
    return function("krun_has_feature").call(feature) == 1;
  }

  /**
   * {@code krun_get_max_vcpus}: how many vCPUs KVM allows one VM.
   *
   * @throws KrunException EINVAL if KVM cannot be used
   */
  public int getMaxVcpus() {
    long result = function("krun_get_max_vcpus").call();
    if (result < 0) {
      throw new KrunException("krun_get_max_vcpus", "", result);
    }
    return (int) result;
  }

  /** Found anew each time: a shim calls each function once, and a field for each is no gain. */
  NativeFunction function(String name) {
    return library.code(name);
  }
}
