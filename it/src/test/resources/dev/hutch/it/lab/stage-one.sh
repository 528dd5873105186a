#!/bin/busybox sh
# The initial ram disk's init: find the root disk, lay a tmpfs over it, go there.
set -e
export PATH=/bin
mount -t devtmpfs devtmpfs /dev
while read -r module; do insmod "/modules/$module"; done < /modules/order
mount -t ext4 -o ro /dev/vda /lower
mount -t tmpfs -o mode=0755 tmpfs /over
mkdir /over/upper /over/work
mount -t overlay -o lowerdir=/lower,upperdir=/over/upper,workdir=/over/work overlay /root
mount --move /dev /root/dev
exec switch_root /root /lab/stage-two
