import { expect } from 'chai';
import { localMounts, parseMounts } from '../../../../agent/handlers/host/mounts.ts';

const mountPoints = (text: string) => localMounts(parseMounts(text)).map((mount) => mount.mountPoint);

describe('/proc/self/mounts', () => {
  it('is read line by line, blanks and backslashes in paths unescaped', () => {
    const text = `/dev/sda2 / ext4 rw,relatime,errors=remount-ro 0 0
/dev/sdb1 /media/USB\\040stick\\134a vfat rw 0 0
broken line

`;
    expect(parseMounts(text)).to.deep.equal([
      { source: '/dev/sda2', mountPoint: '/', type: 'ext4' },
      { source: '/dev/sdb1', mountPoint: '/media/USB stick\\a', type: 'vfat' },
    ]);
  });
});

describe('local file systems', () => {
  it('are those on a disk: pseudo, memory and network file systems are left out', () => {
    expect(
      mountPoints(`sysfs /sys sysfs rw,nosuid 0 0
proc /proc proc rw 0 0
udev /dev devtmpfs rw 0 0
tmpfs /run tmpfs rw 0 0
/dev/mapper/vg-root / xfs rw 0 0
cgroup2 /sys/fs/cgroup cgroup2 rw 0 0
/dev/nvme0n1p1 /boot/efi vfat rw 0 0
tank/home /home zfs rw 0 0
tank/srv /srv zfs rw 0 0
/dev/loop3 /snap/core/1 squashfs ro 0 0
nas:/export /mnt/nas nfs4 rw,hard 0 0
//nas/share /mnt/share cifs rw 0 0
me@host:/ /mnt/ssh fuse.sshfs rw 0 0
overlay /var/lib/docker/overlay2/ab12/merged overlay rw 0 0
`),
    ).to.deep.equal(['/', '/boot/efi', '/home', '/srv']);
  });

  it('of a container are its root and its volumes, not the files its runtime mounts', () => {
    expect(
      mountPoints(`overlay / overlay rw,lowerdir=/l 0 0
proc /proc proc rw 0 0
tmpfs /dev tmpfs rw 0 0
shm /dev/shm tmpfs rw,size=65536k 0 0
/dev/sda1 /var/lib/data ext4 rw 0 0
/dev/sda1 /etc/resolv.conf ext4 rw 0 0
/dev/sda1 /etc/hosts ext4 rw 0 0
`),
    ).to.deep.equal(['/', '/var/lib/data']);
  });

  it('are listed once, by the shortest path of a device', () => {
    expect(
      mountPoints(`/dev/sda3 /var/lib/snapshots btrfs rw,subvol=/snap 0 0
/dev/sda3 / btrfs rw,subvol=/@ 0 0
/dev/sda3 /home btrfs rw,subvol=/@home 0 0
`),
    ).to.deep.equal(['/']);
  });

  it('do not hide behind a mount that covers their path', () => {
    expect(
      mountPoints(`/dev/sda1 / ext4 rw 0 0
/dev/sdb1 /mnt ext4 rw 0 0
nas:/export /mnt nfs rw,hard 0 0
`),
    ).to.deep.equal(['/']);
  });
});
