/** The folders of a path, joined by "/"; empty if there are none. */
export function folderOf(path: string): string {
  return path.split('/').slice(0, -1).join('/')
}

/** The last part of a path. */
export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** "daily-report_v2" as a title: "Daily report v2". */
export function titleFromName(name: string): string {
  const words = name.replace(/[-_.\s]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
