#!/bin/bash
# PID 1 of the lab: a machine with everything mounted, and a loop that runs what the host asks for.
#
# The host talks over one virtio-serial port, line by line; file contents travel over 9p.
#   host:  run ID          run /lab/exchange/ID.sh
#          kill ID         SIGKILL its process group
#   lab:   ready
#          done ID EXIT MICROSECONDS    output: /lab/exchange/ID.out and ID.err
export JAVA_HOME=/opt/java
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:$JAVA_HOME/bin
export HOME=/root LANG=C.UTF-8

mount -t proc proc /proc
mount -t sysfs sysfs /sys
mkdir -p /dev/pts /dev/shm
mount -t devpts -o gid=5,mode=620,ptmxmode=666 devpts /dev/pts
mount -t tmpfs -o mode=1777 tmpfs /dev/shm
mount -t tmpfs -o mode=0755 tmpfs /run
mount -t tmpfs -o mode=1777 tmpfs /tmp
mount -t tmpfs -o mode=0700 tmpfs /root
ln -s /proc/self/fd /dev/fd
ln -s /proc/self/fd/0 /dev/stdin
ln -s /proc/self/fd/1 /dev/stdout
ln -s /proc/self/fd/2 /dev/stderr
while read -r module; do insmod "/lab/modules/$module"; done < /lab/modules/order
# Advanced timers hang nested guests under the instruction clock, and polling only burns the host.
# insmod does not look on the kernel command line for these.
echo 0 > /sys/module/kvm/parameters/halt_poll_ns
echo 0 > /sys/module/kvm/parameters/lapic_timer_advance_ns

mount -t cgroup2 cgroup2 /sys/fs/cgroup
for controller in $(< /sys/fs/cgroup/cgroup.controllers); do
  echo "+$controller" > /sys/fs/cgroup/cgroup.subtree_control
done
chmod 666 /dev/kvm
hostname lab
ip link set lo up

for device in /sys/bus/virtio/drivers/9pnet_virtio/*/mount_tag; do
  tag=$(tr -d '\0' < "$device")
  mkdir -p "/lab/$tag"
  # The host writes to the exchange while the lab runs; everything else stands still and may be cached.
  options=ro,cache=loose
  [[ $tag == exchange ]] && options=rw,cache=none
  mount -t 9p -o "trans=virtio,version=9p2000.L,msize=1048576,$options" "$tag" "/lab/$tag"
done

port=$(grep -lx hutch.lab /sys/class/virtio-ports/*/name)
port=${port%/name}
exec 3<> "/dev/${port##*/}" 4>&3

mkdir /run/lab

serve() {
  local id=$1 begun ended code
  cp "/lab/exchange/$id.sh" "/run/lab/$id.sh"
  begun=$EPOCHREALTIME
  setsid bash "/run/lab/$id.sh" < /dev/null \
    > "/run/lab/$id.out" 2> "/run/lab/$id.err" 4>&- &
  echo $! > "/run/lab/$id.group"
  wait $!
  code=$?
  ended=$EPOCHREALTIME
  cp "/run/lab/$id.out" "/run/lab/$id.err" /lab/exchange/
  rm "/run/lab/$id".*
  echo "done $id $code $((${ended/./} - ${begun/./}))" >&4
}

echo ready >&4
while read -r verb id <&3; do
  case $verb in
    run) serve "$id" 3<&- & ;;
    kill) kill -KILL -- "-$(< "/run/lab/$id.group")" ;;
  esac
done
# End of file: the host's side is gone, and nobody is left to run anything for.
echo b > /proc/sysrq-trigger
