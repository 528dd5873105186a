#!/bin/bash
# A detached box's whole life as a user without any privilege: unprivileged.sh LAUNCHER
# As root: in a mount namespace of its own, where launcher and caches are copied to where nobody may
# read them; all of it is gone with the namespace. Else: as this user, in its home.
set -e
life=$(mktemp)
trap 'rm -f "$life"' EXIT
cat > "$life" << 'END'
set -e
tree() { pgrep -f -- " $id\$" || true; }
id=$(hutch run -d)
echo "user: $(id -u)"
[ "$(tree | wc -l)" -ge 3 ]
hutch exec "$id" sh -c 'echo kept > /root/file'
hutch stop -t 0 "$id"
echo "stopped: $(tree)"
hutch start "$id"
echo "disk: $(hutch exec "$id" cat /root/file)"
rm "$HUTCH_HOME/boxes/$id/shim.pid"
echo "state: $(hutch inspect "$id" | grep -o running | head -n 1)"
kill -STOP $(tree)
hutch rm -f "$id"
echo "removed: $(tree)"
echo "files: $(ls -A "$HUTCH_HOME/boxes" | grep "$id")"
END
if [ "$(id -u)" -ne 0 ]; then
  hutch() { "$launcher" "$@"; }
  export -f hutch
  launcher=$1 bash "$life"
  exit
fi
mount -t tmpfs -o mode=755 tmpfs /mnt
mkdir -p /mnt/hutch/cli/target /mnt/hutch/setup /mnt/home
cp "$1" /mnt/hutch/
cp "$(dirname "$1")/setup/find-jdk" /mnt/hutch/setup/
cp -r "$(dirname "$1")/cli/target/dist" /mnt/hutch/cli/target/dist
cp -r "$HUTCH_HOME/cache" /mnt/home/cache
chown -R 65534:65534 /mnt/home /mnt/hutch
chmod 700 /mnt/home
chmod 644 "$life"
hutch() { /mnt/hutch/hutch "$@"; }
export -f hutch
export HUTCH_HOME=/mnt/home
cd /
setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs bash -c 'HUTCH_TRAIN=1 hutch --version'
setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs bash "$life"
