package dev.hutch.rootfs;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the base image holds besides busybox. */
final class BaseFiles {
  static final List<String> DIRECTORIES =
      List.of(
          "bin",
          "sbin",
          "usr",
          "usr/bin",
          "usr/sbin",
          "usr/lib",
          "usr/local",
          "usr/local/bin",
          "lib",
          "etc",
          "dev",
          "proc",
          "sys",
          "run",
          "mnt",
          "opt",
          "srv",
          "home",
          "var",
          "var/tmp",
          "var/log",
          "var/lib",
          "var/cache");

  static final SortedMap<String, String> ALL =
      new TreeMap<>(
          java.util.Map.of(
              "etc/passwd",
              """
              root:x:0:0:root:/root:/bin/sh
              daemon:x:1:1:daemon:/usr/sbin:/bin/false
              nobody:x:65534:65534:nobody:/:/bin/false
              """,
              "etc/group",
              """
              root:x:0:
              daemon:x:1:
              tty:x:5:
              nogroup:x:65534:
              """,
              "etc/hosts",
              """
              127.0.0.1 localhost
              ::1 localhost
              """,
              "etc/resolv.conf",
              "",
              "etc/nsswitch.conf",
              """
              passwd: files
              group: files
              hosts: files dns
              """,
              "etc/shells",
              "/bin/sh\n",
              "etc/profile",
              "export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n",
              "etc/os-release",
              """
              ID=hutch-base
              NAME="Hutch base image"
              PRETTY_NAME="Hutch base image (busybox)"
              """));

  private BaseFiles() {}
}
