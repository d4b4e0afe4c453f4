/**
 * With this a caller says that its request is to find nothing outside of some folders, on behalf of
 * somebody who may not see more. It is believed of everybody, as it only ever takes away.
 */
export const FOLDERS_HEADER = 'x-promptbin-folders'

/** The folders as the header carries them: percent-encoded, with commas, in one order. */
export function writeFolders(folders: readonly string[]): string {
  return [...new Set(folders)]
    .map((folder) => encodeURIComponent(folder))
    .sort()
    .join(',')
}

/** The folders that a header names. One that cannot be read names none, so that nothing is found. */
export function readFolders(header: string): readonly string[] {
  try {
    return header.split(',').map(decodeURIComponent).filter(Boolean)
  } catch {
    return []
  }
}
