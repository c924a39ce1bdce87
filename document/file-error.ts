const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EACCES: 'may not be read: permission denied',
  EISDIR: 'is a folder, not a file',
  ENOTDIR: 'lies below something that is no folder',
};

/** Why a file cannot be read, to stand behind its name. */
export function explainFileError(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? `cannot be read: ${message}`;
}
