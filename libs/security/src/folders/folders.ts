/** Whether a folder is one of some, or below one. */
export const isWithin = (folder: string, folders: readonly string[]): boolean =>
  folders.some((one) => folder === one || folder.startsWith(`${one}/`))

/** What is within both of two sets of folders: of two that contain each other the inner one. */
export function commonFolders(
  some: readonly string[],
  others: readonly string[],
): readonly string[] {
  const common = [
    ...some.filter((folder) => isWithin(folder, others)),
    ...others.filter((folder) => isWithin(folder, some)),
  ]
  return [...new Set(common)]
}
