/** One line of /proc/self/mounts. */
export interface Mount {
  readonly source: string;
  readonly mountPoint: string;
  readonly type: string;
}

/** File systems on a disk of this machine: statfs answers for them without a network. */
const LOCAL_TYPES = new Set(
  (
    'ext2 ext3 ext4 xfs btrfs zfs f2fs jfs nilfs2 reiserfs bcachefs ' +
    'ntfs ntfs3 fuseblk vfat msdos exfat hfs hfsplus ufs apfs'
  ).split(' '),
);

/** What else the root of a container or of a virtual machine can be; elsewhere these are no disks. */
const ROOT_TYPES = new Set(
  'overlay aufs fuse-overlayfs fuse.fuse-overlayfs virtiofs 9p tmpfs rootfs'.split(' '),
);

/** Files that container runtimes mount from the disk of the host machine. */
const CONTAINER_FILES = new Set(['/etc/hosts', '/etc/hostname', '/etc/resolv.conf']);

/** Reads /proc/self/mounts, in its order. */
export function parseMounts(text: string): Mount[] {
  const mounts: Mount[] = [];
  for (const line of text.split('\n')) {
    const [source, mountPoint, type] = line.split(' ').map(unescapeOctal);
    if (source && mountPoint && type) mounts.push({ source, mountPoint, type });
  }
  return mounts;
}

/**
 * The local file systems among mounts, each once: of several mounts of one device the one with the shortest
 * path, and of several at one path the last, which hides the others.
 */
export function localMounts(mounts: readonly Mount[]): Mount[] {
  const visible = new Map(mounts.map((mount) => [mount.mountPoint, mount]));
  const bySource = new Map<string, Mount>();
  for (const mount of visible.values()) {
    if (!isLocal(mount)) continue;
    const other = bySource.get(mount.source);
    if (other === undefined || mount.mountPoint.length < other.mountPoint.length)
      bySource.set(mount.source, mount);
  }
  return [...bySource.values()];
}

function isLocal({ mountPoint, type }: Mount): boolean {
  if (CONTAINER_FILES.has(mountPoint)) return false;
  return LOCAL_TYPES.has(type) || (mountPoint === '/' && ROOT_TYPES.has(type));
}

/** getmntent(3): blanks, tabs, line feeds and backslashes are written as three octal digits. */
function unescapeOctal(field: string): string {
  return field.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}
